package io.glyphstream.registry.deployments;

/** A deployment was refused, and nothing was recorded; the message says why and what there is to choose from. */
public sealed class DeploymentRefusedException extends RuntimeException permits UnfitForStreamException {
    private static final long serialVersionUID = 1L;

    public DeploymentRefusedException(String message) {
        super(message);
    }
}
