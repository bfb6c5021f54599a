package io.glyphstream.registry.deployments;

/** A version must not answer: images that come at present, and are answered now, would become dead letters. */
public final class UnfitForStreamException extends DeploymentRefusedException {
    private static final long serialVersionUID = 1;

    UnfitForStreamException(String message) {
        super(message);
    }
}
