package io.glyphstream.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sizes around those of vectors: columns of the image, channels, side and stride of a window. */
class WindowKernelTest {

    private static final int ROWS = 9;

    @ParameterizedTest
    @CsvSource({
        "7, 1, 3, 1",
        "9, 1, 5, 2",
        "28, 1, 5, 1",
        "8, 3, 5, 1",
        "6, 15, 3, 1",
        "6, 16, 3, 2",
        "6, 17, 2, 1",
        "5, 32, 5, 1"
    })
    void windowsAreCopiedRowByRow(int columns, int channels, int side, int stride) {
        var image = random(ROWS * columns * channels, 1);
        var windows = windows(columns, channels, side, stride);
        int row = ROWS - side;
        int at = row * columns * channels;
        var expected = new float[windows.count() * windows.size()];
        int next = 0;
        for (int window = 0; window < windows.count(); window++) {
            for (int y = 0; y < side; y++) {
                for (int x = 0; x < side; x++) {
                    for (int channel = 0; channel < channels; channel++) {
                        expected[next++] = image[((row + y) * columns + window * stride + x) * channels + channel];
                    }
                }
            }
        }

        kernels().forEach(kernel -> {
            var copies = new float[3 + expected.length];
            kernel.gather(image, at, windows, copies, 3);
            assertThat(Arrays.copyOfRange(copies, 3, copies.length)).containsExactly(expected);
        });
        // The upper rows are far from the end of the image, so that all of it may be read in whole vectors.
        var roomy = new float[expected.length + 16];
        var plain = new float[expected.length + 16];
        WindowKernel.fastest().gather(image, 0, windows, roomy, 0);
        WindowKernel.scalar().gather(image, 0, windows, plain, 0);
        assertThat(Arrays.copyOf(roomy, expected.length)).containsExactly(Arrays.copyOf(plain, expected.length));
    }

    @ParameterizedTest
    @CsvSource({"7, 1, 3, 1", "9, 1, 5, 2", "8, 3, 5, 1", "6, 15, 3, 1", "6, 16, 3, 2", "6, 17, 2, 1", "5, 32, 5, 1"})
    void copiesAreAddedBackInTheirOrder(int columns, int channels, int side, int stride) {
        var windows = windows(columns, channels, side, stride);
        var copies = random(windows.count() * windows.size(), 2);
        var expected = random(ROWS * columns * channels, 3);
        var actual = expected.clone();

        WindowKernel.scalar().addBack(copies, 0, windows, expected, columns * channels);
        WindowKernel.fastest().addBack(copies, 0, windows, actual, columns * channels);

        assertThat(actual).containsExactly(expected);
        var image = new float[ROWS * columns * channels];
        var ones = new float[copies.length];
        Arrays.fill(ones, 1);
        WindowKernel.scalar().addBack(ones, 0, windows, image, 0);
        for (int column = 0; column < columns; column++) {
            int place = column;
            long covering = Stream.iterate(0, window -> window + 1)
                    .limit(windows.count())
                    .filter(window -> place >= window * stride && place < window * stride + side)
                    .count();
            assertThat(image[column * channels]).isEqualTo(covering);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "4, 1, 2",
        "6, 3, 2",
        "4, 15, 2",
        "4, 16, 2",
        "9, 16, 3",
        "4, 17, 2",
        "4, 32, 2",
        "7, 32, 3",
        "3, 48, 1",
        "80, 1, 2",
        "31, 3, 2",
        "40, 6, 2",
        "28, 8, 2",
        "27, 5, 3",
        "13, 20, 2"
    })
    void theFirstOfTheLargestValuesGetsTheSlope(int columns, int channels, int side) {
        var random = new Random(4);
        var image = new float[ROWS * columns * channels];
        for (int i = 0; i < image.length; i++) {
            image[i] = random.nextInt(3) - 1; // Many of them are equal.
        }
        int step = side * channels;
        var windows = new Windows(columns / side, step, side, columns * channels, step);
        var slopes = random(columns / side * channels, 5);

        kernels().forEach(kernel -> {
            var largest = new float[slopes.length];
            var byInputs = new float[image.length];
            var pool = new Pool(image, largest, windows, channels);
            kernel.largest(pool, 0, 0);
            kernel.spread(pool, slopes, byInputs, 0, 0);
            for (int i = 0; i < slopes.length; i++) {
                int first = i / channels * step + i % channels;
                int winner = first;
                for (int place = 0; place < side * side; place++) {
                    int at = first + (place / side * columns + place % side) * channels;
                    winner = image[at] > image[winner] ? at : winner;
                }
                assertThat(largest[i]).isEqualTo(image[winner]);
                for (int place = 0; place < side * side; place++) {
                    int at = first + (place / side * columns + place % side) * channels;
                    assertThat(byInputs[at]).isEqualTo(at == winner ? slopes[i] : 0);
                }
            }
        });
    }

    private static Windows windows(int columns, int channels, int side, int stride) {
        int count = (columns - side) / stride + 1;
        return new Windows(count, stride * channels, side, columns * channels, side * channels);
    }

    private static Stream<WindowKernel> kernels() {
        return Stream.of(new ScalarWindowKernel(), new VectorWindowKernel());
    }

    private static float[] random(int count, long seed) {
        var random = new Random(seed);
        var values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
