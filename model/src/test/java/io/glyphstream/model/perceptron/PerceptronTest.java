package io.glyphstream.model.perceptron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glyphstream.matrix.FloatMatrix;
import io.glyphstream.matrix.Kernel;
import io.glyphstream.model.Augmentation;
import io.glyphstream.model.Scores;
import io.glyphstream.model.TestData;
import io.glyphstream.model.neural.EpochSettings;
import io.glyphstream.model.neural.Initialization;
import io.glyphstream.model.neural.InputScaling;
import io.glyphstream.model.neural.LearningRateSchedule;
import io.glyphstream.model.neural.Optimizer;
import io.glyphstream.model.neural.OutputLayer;
import io.glyphstream.model.neural.Regularization;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PerceptronTest {

    private static final int SIDE = 9;

    @ParameterizedTest
    @CsvSource({
        "SOFTMAX, ZERO_TO_ONE, 0.2, 1",
        "SOFTMAX, ZERO_TO_ONE, 0.9, 2",
        "SOFTMAX, MINUS_ONE_TO_ONE, 0.2, 3",
        "LINEAR, ZERO_TO_ONE, 0.5, 4",
        "LINEAR, MINUS_ONE_TO_ONE, 1.0, 5"
    })
    void outputsAgreeWithTheDefinition(OutputLayer output, InputScaling scaling, double inkShare, long seed) {
        Perceptron perceptron = random(List.of(33, 130), output, scaling, seed);
        byte[] pixels = TestData.pixels(20 * SIDE * SIDE, inkShare, seed);

        Scores scores = perceptron.score(pixels, 20);

        var reference = new ReferenceNetwork(perceptron);
        for (int image = 0; image < 20; image++) {
            double[] expected = reference.outputs(image(pixels, image));
            for (int label = 0; label < expected.length; label++) {
                assertThat((double) scores.output(image, label)).isCloseTo(expected[label], within(1e-4));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SOFTMAX, ZERO_TO_ONE, 0.2, 1",
        "SOFTMAX, ZERO_TO_ONE, 0.5, 2",
        "LINEAR, ZERO_TO_ONE, 0.9, 3",
        "LINEAR, MINUS_ONE_TO_ONE, 0.2, 4"
    })
    void scoresAreTheSameBitsInAnyBatchAndOnAnyKernel(
            OutputLayer output, InputScaling scaling, double inkShare, long seed) {
        int images = 140;
        Perceptron perceptron = random(List.of(150, 20), output, scaling, seed);
        byte[] pixels = TestData.pixels(images * SIDE * SIDE, inkShare, seed);
        float[][] alone = IntStream.range(0, images)
                .mapToObj(i ->
                        perceptron.score(image(pixels, i), 1, Kernel.scalar()).outputs(0))
                .toArray(float[][]::new);

        for (Kernel kernel : List.of(Kernel.scalar(), Kernel.fastest())) {
            for (int batch : new int[] {1, 2, 5, 6, 7, 63, 64, 65, 140}) {
                for (int first = 0; first < images; first += batch) {
                    int count = Math.min(batch, images - first);
                    byte[] some = Arrays.copyOfRange(pixels, first * SIDE * SIDE, (first + count) * SIDE * SIDE);
                    Scores scores = perceptron.score(some, count, kernel);
                    for (int i = 0; i < count; i++) {
                        assertThat(Arrays.mismatch(scores.outputs(i), alone[first + i]))
                                .as("first output of image %d that differs in a batch of %d", first + i, batch)
                                .isEqualTo(-1);
                    }
                }
            }
        }
    }

    @Test
    void oneInstanceServesManyThreads() {
        Perceptron perceptron = random(List.of(40), OutputLayer.SOFTMAX, InputScaling.ZERO_TO_ONE, 6);
        byte[] pixels = TestData.pixels(64 * SIDE * SIDE, 0.3, 6);
        Scores expected = perceptron.score(pixels, 64);

        List<Scores> all = IntStream.range(0, 200)
                .parallel()
                .mapToObj(i -> perceptron.score(pixels, 64))
                .toList();

        assertThat(all).allSatisfy(scores -> {
            for (int image = 0; image < 64; image++) {
                assertThat(scores.outputs(image)).containsExactly(expected.outputs(image));
            }
        });
    }

    @Test
    void probabilitiesAddUpToOneEvenWhereSumsAreHuge() {
        var weights = new Array2DRowRealMatrix(new double[][] {{1e30, 0, -1e30}});
        var layer = new Perceptron.Layer(weights, new ArrayRealVector(3));
        var perceptron = new Perceptron(1, 1, InputScaling.ZERO_TO_ONE, OutputLayer.SOFTMAX, List.of(layer));

        Scores scores = perceptron.score(new byte[] {(byte) 255}, 1);

        assertThat(scores.outputs(0)).containsExactly(1, 0, 0);
    }

    @Test
    void theLowerClassWinsATie() {
        var layer = new Perceptron.Layer(new FloatMatrix(1, 3), new ArrayRealVector(new double[] {0, 1, 1}));
        var perceptron = new Perceptron(1, 1, InputScaling.ZERO_TO_ONE, OutputLayer.LINEAR, List.of(layer));

        assertThat(perceptron.score(new byte[1], 1).label(0)).isEqualTo(1);
    }

    @Test
    void noImagesHaveNoScores() {
        Perceptron perceptron = random(List.of(), OutputLayer.SOFTMAX, InputScaling.ZERO_TO_ONE, 7);

        assertThat(perceptron.score(new byte[0], 0).size()).isZero();
    }

    @Test
    void whatDoesNotFitIsRefusedWithTheNumbers() {
        Perceptron perceptron = random(List.of(5), OutputLayer.SOFTMAX, InputScaling.ZERO_TO_ONE, 8);
        var tooNarrow = new Perceptron.Layer(new FloatMatrix(80, 10), new ArrayRealVector(10));
        var endless = new Perceptron.Layer(new FloatMatrix(81, 1), new ArrayRealVector(1, Double.MAX_VALUE));

        assertThatThrownBy(() -> perceptron.score(new byte[80], 1))
                .hasMessage("1 images of 9 x 9 need 81 pixels but there were 80");
        assertThatThrownBy(() -> new Perceptron(9, 9, InputScaling.ZERO_TO_ONE, OutputLayer.LINEAR, List.of(tooNarrow)))
                .hasMessage("a layer must have 81 inputs, as many as come to it, but had 80");
        assertThatThrownBy(() -> new Perceptron(9, 9, InputScaling.ZERO_TO_ONE, OutputLayer.LINEAR, List.of(endless)))
                .hasMessage("a weight must be a finite float but was Infinity");
    }

    private static byte[] image(byte[] pixels, int image) {
        return Arrays.copyOfRange(pixels, image * SIDE * SIDE, (image + 1) * SIDE * SIDE);
    }

    private static Perceptron random(List<Integer> hidden, OutputLayer output, InputScaling scaling, long seed) {
        var settings = new TrainingSettings(
                new NetworkSettings(hidden, output, Initialization.HE, scaling),
                Optimizer.Adam.withRate(0.001),
                new LearningRateSchedule.Constant(),
                EpochSettings.of(1, 1),
                Regularization.NONE,
                Augmentation.NONE,
                seed);
        return new Perceptron(SIDE, SIDE, scaling, Network.start(SIDE * SIDE, 10, settings), output);
    }
}
