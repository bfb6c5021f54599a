package io.glyphstream.model.neighbors;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.model.TestData;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeskewTest {

    @ParameterizedTest
    @CsvSource({"-2, 1", "-1, 0", "1, 0", "1, -2", "2, 2"})
    void aLeaningBarIsPutUprightInTheMiddle(int columnsPerRow, int shift) {
        int side = 41;
        byte[] leaning = bar(side, columnsPerRow, shift);

        byte[] upright = new Deskew(side, side).apply(leaning);

        assertThat(upright).isEqualTo(bar(side, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 255})
    void whatIsUprightAlreadyStays(int gray) {
        var pixels = new byte[7 * 5];
        pixels[17] = (byte) gray;
        pixels[12] = (byte) gray;
        pixels[22] = (byte) gray;

        assertThat(new Deskew(7, 5).apply(pixels)).isEqualTo(pixels);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 6", "6, 1", "3, 2"})
    void imagesOfAnySizeKeepIt(int rows, int columns) {
        byte[] pixels = TestData.pixels(4 * rows * columns, 0.7, 1);

        assertThat(new Deskew(rows, columns).apply(pixels)).hasSameSizeAs(pixels);
    }

    /** Five rows of three pixels of ink about the middle. */
    private static byte[] bar(int side, int columnsPerRow, int shift) {
        var pixels = new byte[side * side];
        for (int row = -2; row <= 2; row++) {
            for (int column = -1; column <= 1; column++) {
                pixels[(side / 2 + row + shift) * side + side / 2 + column + row * columnsPerRow + shift] = (byte) 180;
            }
        }
        return pixels;
    }
}
