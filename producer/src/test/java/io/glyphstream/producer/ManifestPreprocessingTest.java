package io.glyphstream.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphstream.datasets.pictures.PictureConversion;
import io.glyphstream.datasets.pictures.PicturePreprocessing;
import io.glyphstream.datasets.pictures.PicturePreprocessing.Colors;
import io.glyphstream.datasets.pictures.PicturePreprocessing.Fit;
import io.glyphstream.datasets.pictures.PicturePreprocessing.Polarity;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.Preprocessing;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ManifestPreprocessingTest {

    @Test
    void theWordsOfAManifestNeverChange() {
        assertThat(ManifestPreprocessing.of(PicturePreprocessing.asMnist()))
                .isEqualTo(new Preprocessing("gray", "automatic", "contain", true));
        assertThat(words(Colors.RGB, Polarity.AS_IS, Fit.CROP))
                .isEqualTo(new Preprocessing("rgb", "as-is", "crop", false));
        assertThat(words(Colors.GRAY, Polarity.INVERTED, Fit.STRETCH))
                .isEqualTo(new Preprocessing("gray", "inverted", "stretch", false));
        assertThat(words(Colors.GRAY, Polarity.AS_IS, Fit.EXACT))
                .isEqualTo(new Preprocessing("gray", "as-is", "exact", false));
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        for (PicturePreprocessing preprocessing : all()) {
            ModelManifest manifest =
                    manifest(preprocessing.colors().channels(), ManifestPreprocessing.of(preprocessing));

            assertThat(ManifestPreprocessing.conversion(manifest))
                    .contains(new PictureConversion(32, 48, preprocessing));
        }
        assertThat(all()).hasSize(19);
    }

    @Test
    void aManifestThatSaysNothingIsNoMistake() {
        assertThat(ManifestPreprocessing.conversion(manifest(1, null))).isEmpty();
    }

    @Test
    void whatThisReleaseCannotDoIsRefused() {
        assertThatThrownBy(() -> ManifestPreprocessing.conversion(
                        manifest(1, new Preprocessing("gray", "as-is", "tile", false))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("its manifest says of pictures: tile. This release knows contain, stretch, crop, exact");
        assertThatThrownBy(() ->
                        ManifestPreprocessing.conversion(manifest(1, new Preprocessing("rgb", "as-is", "crop", false))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("its manifest says that pictures become rgb, but the model takes 1 channels");
    }

    private static Preprocessing words(Colors colors, Polarity polarity, Fit fit) {
        return ManifestPreprocessing.of(new PicturePreprocessing(colors, polarity, fit, false));
    }

    /** Returns every value that is valid: 4 fits in color, 3 x 4 in gray, and 3 that are centered. */
    private static List<PicturePreprocessing> all() {
        var all = new ArrayList<PicturePreprocessing>();
        for (Fit fit : Fit.values()) {
            all.add(new PicturePreprocessing(Colors.RGB, Polarity.AS_IS, fit, false));
            for (Polarity polarity : Polarity.values()) {
                all.add(new PicturePreprocessing(Colors.GRAY, polarity, fit, false));
            }
        }
        for (Polarity polarity : Polarity.values()) {
            all.add(new PicturePreprocessing(Colors.GRAY, polarity, Fit.CONTAIN, true));
        }
        return all;
    }

    private static ModelManifest manifest(int channels, @Nullable Preprocessing preprocessing) {
        var manifest = new ModelManifest();
        manifest.put("rows", 32);
        manifest.put("columns", 48);
        manifest.put("channels", channels);
        manifest.put("preprocessing", preprocessing);
        return manifest;
    }
}
