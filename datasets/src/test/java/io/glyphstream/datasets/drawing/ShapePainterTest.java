package io.glyphstream.datasets.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.datasets.LabeledImages;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ShapePainterTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -7})
    void seedAloneDecidesTheDrawings(long seed) {
        LabeledImages few = ShapePainter.draw("few", 50, seed);
        LabeledImages many = ShapePainter.draw("many", 200, seed);

        assertThat(many.range(0, 50).sha256()).isEqualTo(few.sha256());
        assertThat(ShapePainter.draw("other", 50, seed + 1).sha256()).isNotEqualTo(few.sha256());
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 4})
    void allClassesAreDrawnAndNoTwoPicturesAreAlike(long seed) {
        LabeledImages drawn = ShapePainter.draw("shapes", 1_000, seed);

        assertThat(drawn.shape()).hasToString("32 x 32 x 3");
        assertThat(IntStream.range(0, drawn.size())
                        .mapToObj(i -> HexFormat.of().formatHex(drawn.pixels(i)))
                        .distinct())
                .hasSize(drawn.size());
        assertThat(IntStream.of(drawn.labels()).distinct().count()).isEqualTo(ShapePainter.CLASS_NAMES.size());
    }
}
