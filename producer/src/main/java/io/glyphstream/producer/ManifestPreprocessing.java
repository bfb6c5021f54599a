package io.glyphstream.producer;

import io.glyphstream.datasets.pictures.PictureConversion;
import io.glyphstream.datasets.pictures.PicturePreprocessing;
import io.glyphstream.datasets.pictures.PicturePreprocessing.Colors;
import io.glyphstream.datasets.pictures.PicturePreprocessing.Fit;
import io.glyphstream.datasets.pictures.PicturePreprocessing.Polarity;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.Preprocessing;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How pictures become images of a model, as its manifest tells it. */
public final class ManifestPreprocessing {

    private ManifestPreprocessing() {}

    /** Returns what a manifest is to say. */
    public static Preprocessing of(PicturePreprocessing preprocessing) {
        return new Preprocessing(
                text(preprocessing.colors()),
                text(preprocessing.polarity()),
                text(preprocessing.fit()),
                preprocessing.isCentered());
    }

    /**
     * Returns what a manifest says, or nothing where it says nothing.
     *
     * @throws IllegalArgumentException when it says what this release cannot do
     */
    public static Optional<PictureConversion> conversion(ModelManifest manifest) {
        @Nullable Preprocessing said = manifest.getPreprocessing();
        if (said == null) {
            return Optional.empty();
        }
        var preprocessing = new PicturePreprocessing(
                constant(Colors.class, said.getColors()),
                constant(Polarity.class, said.getPolarity()),
                constant(Fit.class, said.getFit()),
                said.getCenter());
        if (preprocessing.colors().channels() != manifest.getChannels()) {
            throw new IllegalArgumentException("its manifest says that pictures become " + said.getColors()
                    + ", but the model takes " + manifest.getChannels() + " channels");
        }
        return Optional.of(new PictureConversion(manifest.getRows(), manifest.getColumns(), preprocessing));
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String said) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> text(constant).equals(said))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("its manifest says of pictures: " + said
                        + ". This release knows "
                        + String.join(
                                ", ",
                                Arrays.stream(type.getEnumConstants())
                                        .map(ManifestPreprocessing::text)
                                        .toList())));
    }

    private static String text(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
