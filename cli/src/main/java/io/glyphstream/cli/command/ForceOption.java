package io.glyphstream.cli.command;

import io.glyphstream.registry.deployments.StreamFitPolicy.Insistence;
import picocli.CommandLine.Option;

/** Lets a model answer that cannot answer the images that come at present. */
public final class ForceOption {

    @Option(
            names = "--force",
            description = "Make it the champion although images of the last minutes that are answered now, "
                    + "of another size or with other labels, would become dead letters.")
    private boolean isForced;

    public Insistence insistence() {
        return isForced ? Insistence.FORCE : Insistence.REFUSE;
    }
}
