package io.glyphstream.benchmarks.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.glyphstream.benchmarks.measuring.Batches;
import io.glyphstream.matrix.FloatMatrix;
import io.glyphstream.model.neural.InputScaling;
import io.glyphstream.model.neural.OutputLayer;
import io.glyphstream.model.perceptron.Perceptron;
import java.util.ArrayList;
import java.util.SplittableRandom;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OnnxWriterTest {

    private static final int ROWS = 9;
    private static final int COLUMNS = 7;
    private static final int IMAGES = 33;

    @ParameterizedTest
    @CsvSource({"SOFTMAX, ZERO_TO_ONE, 20-10, 1", "LINEAR, MINUS_ONE_TO_ONE, 13-17-5, 2", "SOFTMAX, ZERO_TO_ONE, 3, 3"})
    void onnxRuntimeScoresAsWeDo(OutputLayer output, InputScaling scaling, String widths, long seed) {
        var random = new SplittableRandom(seed);
        Perceptron perceptron = perceptron(output, scaling, widths, random);
        var pixels = new byte[IMAGES * ROWS * COLUMNS];
        random.nextBytes(pixels);

        float[] theirs;
        try (var onnxRuntime = new OnnxScoring(perceptron, new Batches(pixels, ROWS * COLUMNS, IMAGES))) {
            theirs = onnxRuntime.score(0);
        }

        var ours = perceptron.score(pixels, IMAGES);
        assertThat(theirs).hasSize(IMAGES * perceptron.classes());
        for (int image = 0; image < IMAGES; image++) {
            for (int c = 0; c < perceptron.classes(); c++) {
                assertThat(theirs[image * perceptron.classes() + c])
                        .as("image %d, class %d", image, c)
                        .isCloseTo(ours.output(image, c), within(1e-5f));
            }
        }
    }

    private static Perceptron perceptron(
            OutputLayer output, InputScaling scaling, String widths, SplittableRandom random) {
        var layers = new ArrayList<Perceptron.Layer>();
        int inputs = ROWS * COLUMNS;
        for (String width : widths.split("-", -1)) {
            int outputs = Integer.parseInt(width);
            var weights = new FloatMatrix(inputs, outputs);
            var biases = new double[outputs];
            for (int to = 0; to < outputs; to++) {
                for (int from = 0; from < inputs; from++) {
                    weights.setEntry(from, to, random.nextDouble(-1, 1) / Math.sqrt(inputs));
                }
                biases[to] = random.nextDouble(-0.1, 0.1);
            }
            layers.add(new Perceptron.Layer(weights, new ArrayRealVector(biases)));
            inputs = outputs;
        }
        return new Perceptron(ROWS, COLUMNS, scaling, output, layers);
    }
}
