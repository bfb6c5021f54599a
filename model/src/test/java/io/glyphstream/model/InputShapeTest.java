package io.glyphstream.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InputShapeTest {

    @ParameterizedTest
    @CsvSource({
        "0, 28, 1, 'rows must be within [1, 1024] but were 0'",
        "1025, 28, 1, 'rows must be within [1, 1024] but were 1025'",
        "28, -1, 1, 'columns must be within [1, 1024] but were -1'",
        "28, 1025, 1, 'columns must be within [1, 1024] but were 1025'",
        "28, 28, 0, channels must be 1 or 3 but were 0",
        "28, 28, 2, channels must be 1 or 3 but were 2",
        "28, 28, 4, channels must be 1 or 3 but were 4"
    })
    void aShapeThatNoImageHasIsRefused(int rows, int columns, int channels, String message) {
        assertThatThrownBy(() -> new InputShape(rows, columns, channels))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1, 1", "28, 20, 1, 560", "28, 20, 3, 1680", "1024, 1024, 3, 3145728"})
    void anImageHasAValueForEachPixelAndChannel(int rows, int columns, int channels, int values) {
        assertThat(new InputShape(rows, columns, channels).values()).isEqualTo(values);
    }

    @ParameterizedTest
    @CsvSource({"28, 20, 1, 28 x 20", "28, 20, 3, 28 x 20 x 3", "0, -1, 1, 0 x -1"})
    void aShapeIsWrittenWithItsChannelsUnlessItIsGray(int rows, int columns, int channels, String text) {
        assertThat(InputShape.text(rows, columns, channels)).isEqualTo(text);
    }

    @Test
    void aShapeReadsAsItsText() {
        assertThat(InputShape.gray(28, 20)).hasToString("28 x 20").isEqualTo(new InputShape(28, 20, 1));
        assertThat(new InputShape(32, 32, 3)).hasToString("32 x 32 x 3");
    }

    @ParameterizedTest
    @CsvSource({"28, 20, 1, true", "20, 28, 1, false", "28, 28, 1, false", "28, 20, 3, false", "-28, -20, 1, false"})
    void anImageHasAShapeIfAllThreeAreThose(int rows, int columns, int channels, boolean isOfIt) {
        assertThat(InputShape.gray(28, 20).matches(rows, columns, channels)).isEqualTo(isOfIt);
    }
}
