package io.glyphstream.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sizes around tiles of 8 windows and vectors of 4, 8 and 16 floats. */
class WindowProductTest {

    private static final int MARGIN = 40;

    @ParameterizedTest
    @CsvSource({
        "28, 28, 5, 1, 6, 2",
        "12, 12, 5, 1, 1, 1",
        "13, 13, 5, 2, 16, 3",
        "9, 17, 2, 1, 17, 2",
        "10, 20, 3, 1, 8, 2",
        "10, 21, 3, 3, 31, 1",
        "8, 27, 3, 1, 32, 4",
        "9, 8, 1, 1, 5, 3",
        "7, 6, 3, 1, 4, 2",
        "8, 30, 3, 1, 33, 2"
    })
    void eachSumBeginsWithTheRowAndGoesThroughItsWindow(
            int rows, int columns, int side, int stride, int filters, int images) {
        float[] pixels = random(images * rows * columns, 1);
        float[] weights = random(side * side * filters, 2);
        float[] biases = random(filters, 3);
        var windows = new Windows(columns - side + 1, 1, side, columns, side);
        var grid = new WindowProduct.Grid(images, rows * columns, (rows - side) / stride + 1, stride * columns);
        float[] before = random(grid.all() * windows.count() * filters + MARGIN, 4);
        float[] expected = before.clone();
        for (int row = 0; row < grid.all(); row++) {
            int image = row / grid.rows();
            for (int window = 0; window < windows.count(); window++) {
                for (int filter = 0; filter < filters; filter++) {
                    float sum = biases[filter];
                    for (int y = 0; y < side; y++) {
                        for (int x = 0; x < side; x++) {
                            int pixel = (image * rows + row % grid.rows() * stride + y) * columns + window + x;
                            sum = Math.fma(weights[(y * side + x) * filters + filter], pixels[pixel], sum);
                        }
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
