package io.glyphstream.cli.images;

import io.glyphstream.cli.command.CommandException;
import io.glyphstream.cli.command.ExitCode;
import io.glyphstream.datasets.pictures.PictureConversion;
import io.glyphstream.producer.ManifestPreprocessing;
import io.glyphstream.registry.References;
import io.glyphstream.schemas.ModelManifest;
import java.util.Optional;

/** How pictures become images of a published model. */
public final class ModelPictures {

    private ModelPictures() {}

    /**
     * Returns what a manifest says, and what was typed where it says nothing.
     *
     * @throws CommandException when something else was typed, or this release cannot do it
     */
    static PictureConversion conversion(ModelManifest manifest, PictureOptions typed) {
        String model = References.text(manifest);
        return known(manifest)
                .map(known -> typed.conversion(model, known))
                .orElseGet(() ->
                        typed.conversion(model, manifest.getRows(), manifest.getColumns(), manifest.getChannels()));
    }

    /**
     * Returns what a manifest says, or nothing where it says nothing.
     *
     * @throws CommandException when this release cannot do it
     */
    public static Optional<PictureConversion> known(ModelManifest manifest) {
        try {
            return ManifestPreprocessing.conversion(manifest);
        } catch (IllegalArgumentException unknown) {
            throw new CommandException(
                    ExitCode.NO_MODEL,
                    "pictures cannot be made into images for " + References.text(manifest) + ": "
                            + unknown.getMessage(),
                    "Upgrade this program.");
        }
    }
}
