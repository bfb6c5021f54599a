package io.glyphstream.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.datasets.pictures.PictureConversion;
import io.glyphstream.model.Examples;
import io.glyphstream.model.InputShape;
import io.glyphstream.schemas.Images;
import org.junit.jupiter.api.Test;

/** Three modules that may not see each other have the same limits. */
final class LimitsTest {
    @Test
    void sidesAndClassesHaveTheSameLimitsEverywhere() {
        assertThat(InputShape.MAXIMAL_SIDE)
                .isEqualTo(PictureConversion.MAX_SIDE)
                .isEqualTo(Images.MAX_SIDE);
        assertThat(Examples.MAXIMAL_CLASSES)
                .isEqualTo(LabeledImages.MAX_CLASSES)
                .isEqualTo(Images.MAX_CLASSES);
    }
}
