package io.glyphstream.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sizes around tiles of 6 and 8 windows and vectors of 4, 8 and 16 floats. */
class WindowProductTest {

    private static final int MARGIN = 40;

    @ParameterizedTest
    @CsvSource({
        "28, 28, 5, 1, 6, 2",
        "20, 20, 5, 1, 8, 2",
        "30, 37, 5, 1, 7, 3",
        "5, 40, 5, 1, 1, 1",
        "6, 20, 5, 1, 3, 1",
        "12, 12, 5, 1, 1, 1",
        "13, 13, 5, 2, 16, 3",
        "9, 17, 2, 1, 17, 2",
        "10, 20, 3, 1, 8, 2",
        "10, 21, 3, 3, 31, 1",
        "8, 27, 3, 1, 32, 4",
        "9, 8, 1, 1, 5, 3",
        "7, 6, 3, 1, 4, 2",
        "8, 30, 3, 1, 33, 2",
        "8, 12, 3, 1, 64, 1",
        "7, 17, 4, 2, 83, 2"
    })
    void eachSumBeginsWithTheRowAndGoesThroughItsWindow(
            int rows, int columns, int side, int stride, int filters, int images) {
        var windows = new Windows(columns - side + 1, 1, side, columns, side);
        var grid = new WindowProduct.Grid(images, rows * columns, (rows - side) / stride + 1, stride * columns);
        requireSums(windows, grid, filters);
    }

    /** Windows begin at every {@code stride}-th place, whose channels lie side by side. */
    @ParameterizedTest
    @CsvSource({
        "18, 18, 8, 5, 1, 16",
        "14, 14, 6, 5, 1, 16",
        "5, 6, 7, 3, 1, 1",
        "4, 9, 16, 1, 1, 17",
        "7, 7, 20, 3, 2, 32",
        "3, 3, 40, 3, 1, 5",
        "9, 30, 5, 4, 2, 8",
        "6, 40, 1, 20, 3, 4",
        "5, 5, 4, 3, 1, 3",
        "9, 9, 40, 6, 1, 2",
        "7, 7, 20, 3, 2, 64",
        "5, 8, 24, 2, 1, 43",
        "4, 5, 50, 2, 1, 130"
    })
    void placesMayHaveSeveralChannels(int rows, int columns, int channels, int side, int stride, int filters) {
        int height = Math.min(rows, side);
        int line = columns * channels;
        var windows = new Windows((columns - side) / stride + 1, stride * channels, height, line, side * channels);
        var grid = new WindowProduct.Grid(3, rows * line, (rows - height) / stride + 1, stride * line);
        requireSums(windows, grid, filters);
    }

    private static void requireSums(Windows windows, WindowProduct.Grid grid, int filters) {
        float[] pixels = random(grid.images() * grid.imageStep(), 1);
        float[] weights = random(windows.size() * filters, 2);
        float[] biases = random(filters, 3);
        float[] before = random(grid.all() * windows.count() * filters + MARGIN, 4);
        float[] expected = before.clone();
        for (int row = 0; row < grid.all(); row++) {
            int top = row / grid.rows() * grid.imageStep() + row % grid.rows() * grid.rowStep();
            for (int window = 0; window < windows.count(); window++) {
                for (int filter = 0; filter < filters; filter++) {
                    float sum = biases[filter];
                    for (int k = 0; k < windows.size(); k++) {
                        int pixel = top
                                + window * windows.step()
                                + k / windows.length() * windows.lineStep()
                                + k % windows.length();
                        sum = Math.fma(weights[k * filters + filter], pixels[pixel], sum);
                    }
                    expected[(row * windows.count() + window) * filters + filter] = sum;
                }
            }
        }

        for (Kernel kernel : new Kernel[] {new ScalarKernel(), new VectorKernel()}) {
            float[] actual = before.clone();
            kernel.write(new WindowProduct(
                    pixels,
                    windows,
                    grid,
                    Strided.rowMajor(weights, filters),
                    Strided.rowMajor(biases, 0),
                    Strided.rowMajor(actual, filters)));

            assertThat(Arrays.mismatch(actual, expected))
                    .as("%s: first element that differs", kernel.getClass().getSimpleName())
                    .isEqualTo(-1);
        }
    }

    private static float[] random(int length, long seed) {
        var random = new Random(seed);
        var values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
