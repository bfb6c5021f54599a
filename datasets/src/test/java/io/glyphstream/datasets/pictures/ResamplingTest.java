package io.glyphstream.datasets.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.glyphstream.datasets.GrayImage;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ResamplingTest {

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, 1, 1",
        "5, 7, 5, 7, 2",
        "5, 7, 1, 1, 3",
        "31, 29, 28, 28, 4",
        "101, 37, 20, 7, 5",
        "40, 40, 20, 20, 6"
    })
    void shrinkingIsTheMeanOfTheAreaUnderEachNewPixel(int rows, int columns, int newRows, int newColumns, long seed) {
        GrayImage image = random(rows, columns, seed);

        GrayImage resized = Pictures.resize(image, newRows, newColumns);

        for (int row = 0; row < newRows; row++) {
            for (int column = 0; column < newColumns; column++) {
                assertThat((double) resized.pixel(row, column))
                        .isCloseTo(meanUnder(image, row, newRows, column, newColumns), within(0.501));
            }
        }
    }

    /** Cuts each old pixel into newRows x newColumns equal pieces, so that a new pixel is a whole number of pieces. */
    private static double meanUnder(GrayImage image, int row, int newRows, int column, int newColumns) {
        long sum = 0;
        for (int pieceRow = row * image.rows(); pieceRow < (row + 1) * image.rows(); pieceRow++) {
            for (int pieceColumn = column * image.columns();
                    pieceColumn < (column + 1) * image.columns();
                    pieceColumn++) {
                sum += image.pixel(pieceRow / newRows, pieceColumn / newColumns);
            }
        }
        return (double) sum / (image.rows() * image.columns());
    }

    @ParameterizedTest
    @CsvSource({"2, 3, 4, 9, 1", "1, 1, 28, 28, 2", "5, 4, 7, 31, 3"})
    void growingKeepsOrderAndBounds(int rows, int columns, int newRows, int newColumns, long seed) {
        GrayImage ramp = ramp(rows, columns, (int) (seed * 10));

        GrayImage resized = Pictures.resize(ramp, newRows, newColumns);

        assertThat(resized.pixel(0, 0)).isEqualTo(ramp.pixel(0, 0));
        assertThat(resized.pixel(newRows - 1, newColumns - 1)).isEqualTo(ramp.pixel(rows - 1, columns - 1));
        for (int row = 0; row < newRows; row++) {
            for (int column = 1; column < newColumns; column++) {
                assertThat(resized.pixel(row, column)).isGreaterThanOrEqualTo(resized.pixel(row, column - 1));
            }
        }
    }

    private static GrayImage ramp(int rows, int columns, int step) {
        byte[] pixels = new byte[rows * columns];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i % columns * step);
        }
        return new GrayImage(rows, columns, pixels);
    }

    private static GrayImage random(int rows, int columns, long seed) {
        byte[] pixels = new byte[rows * columns];
        new SplittableRandom(seed).nextBytes(pixels);
        return new GrayImage(rows, columns, pixels);
    }
}
