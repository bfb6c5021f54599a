package io.glyphstream.model.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.matrix.Kernel;
import io.glyphstream.matrix.Strided;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConvolvingTest {

    private static final int IMAGES = 3;

    static Stream<Arguments> awkwardSizes() {
        return Stream.of(
                Arguments.of(new Shape(1, 1, 1), new Convolution(1, 1, 1, 1, 0)),
                Arguments.of(new Shape(1, 1, 3), new Convolution(2, 1, 1, 1, 0)),
                Arguments.of(new Shape(5, 7, 1), new Convolution(3, 5, 7, 1, 0)),
                Arguments.of(new Shape(5, 5, 1), new Convolution(2, 5, 5, 1, 2)),
                Arguments.of(new Shape(7, 11, 3), new Convolution(15, 3, 3, 1, 1)),
                Arguments.of(new Shape(11, 7, 1), new Convolution(16, 5, 3, 2, 2)),
                Arguments.of(new Shape(13, 13, 3), new Convolution(17, 2, 5, 3, 1)),
                Arguments.of(new Shape(28, 28, 1), new Convolution(16, 5, 5, 1, 0)),
                Arguments.of(new Shape(12, 12, 16), new Convolution(32, 5, 5, 1, 0)),
                Arguments.of(new Shape(6, 5, 15), new Convolution(33, 3, 3, 1, 2)),
                Arguments.of(new Shape(9, 2, 17), new Convolution(1, 2, 2, 7, 1)),
                Arguments.of(new Shape(3, 3, 31), new Convolution(31, 1, 1, 1, 0)),
                Arguments.of(new Shape(6, 6, 2), new Convolution(3, 1, 1, 2, 0)),
                Arguments.of(new Shape(40, 41, 1), new Convolution(5, 29, 31, 1, 3)),
                // The room for patches ends within a row of windows.
                Arguments.of(new Shape(31, 37, 3), new Convolution(2, 9, 7, 2, 1)));
    }

    @ParameterizedTest
    @MethodSource("awkwardSizes")
    void sumsAreThoseOfTheDefinitionToTheBit(Shape input, Convolution layer) {
        float[] images = random((int) input.size() * IMAGES, 1);
        var weights = new Weights(layer.filters(), (int) layer.inputsOfSum(input));
        System.arraycopy(random(weights.weights.length, 2), 0, weights.weights, 0, weights.weights.length);
        System.arraycopy(random(layer.filters(), 3), 0, weights.biases, 0, layer.filters());
        float[] expected = defined(layer, input, images, weights);

        for (Kernel kernel : List.of(Kernel.scalar(), Kernel.fastest())) {
            var room = new float[Convolving.roomFor(layer, input, kernel)];
            var convolving = new Convolving(layer, input, IMAGES, room, kernel);
            var out = new float[expected.length];
            for (int again = 0; again < 2; again++) {
                convolving.forward(
                        images,
                        IMAGES,
                        Strided.rowMajor(weights.weights, weights.inputs).transposed(),
                        weights.biases,
                        out);
                assertThat(Arrays.mismatch(out, expected))
                        .as("first sum that differs")
                        .isEqualTo(-1);
            }
            convolving.forward(
                    images, IMAGES, Strided.rowMajor(weights.transposed(), layer.filters()), weights.biases, out);
            assertThat(out).containsExactly(expected);
        }
    }

    /** Each sum begins with its bias and goes through its window row by row, column by column, channel by channel. */
    private static float[] defined(Convolution layer, Shape input, float[] images, Weights weights) {
        Shape output = layer.outputOf(input);
        var sums = new float[(int) output.size() * IMAGES];
        int next = 0;
        for (int image = 0; image < IMAGES; image++) {
            for (int row = 0; row < output.rows(); row++) {
                for (int column = 0; column < output.columns(); column++) {
                    for (int filter = 0; filter < layer.filters(); filter++) {
                        float sum = weights.biases[filter];
                        int k = filter * weights.inputs;
                        for (int y = 0; y < layer.rows(); y++) {
                            for (int x = 0; x < layer.columns(); x++) {
                                int fromRow = row * layer.stride() + y - layer.padding();
                                int fromColumn = column * layer.stride() + x - layer.padding();
                                for (int channel = 0; channel < input.channels(); channel++) {
                                    float value = at(images, input, image, fromRow, fromColumn, channel);
                                    sum = Math.fma(weights.weights[k++], value, sum);
                                }
                            }
                        }
                        sums[next++] = sum;
                    }
                }
            }
        }
        return sums;
    }

    private static float at(float[] images, Shape shape, int image, int row, int column, int channel) {
        if (row < 0 || row >= shape.rows() || column < 0 || column >= shape.columns()) {
            return 0;
        }
        return images[((image * shape.rows() + row) * shape.columns() + column) * shape.channels() + channel];
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
