package io.glyphstream.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.glyphstream.matrix.RandomStream;
import io.glyphstream.model.Augmentation;
import io.glyphstream.model.Examples;
import io.glyphstream.model.neural.BatchSource;
import io.glyphstream.model.neural.Dropout;
import io.glyphstream.model.neural.EpochSettings;
import io.glyphstream.model.neural.Initialization;
import io.glyphstream.model.neural.InputScaling;
import io.glyphstream.model.neural.LearningRateSchedule;
import io.glyphstream.model.neural.LearningSettings;
import io.glyphstream.model.neural.Optimizer;
import io.glyphstream.model.neural.OutputLayer;
import io.glyphstream.model.neural.RandomPurpose;
import io.glyphstream.model.neural.Regularization;
import io.glyphstream.model.neural.Selection;
import io.glyphstream.model.neural.TrainingListener;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** One step of plain gradient descent at rate 1 takes the gradient off the weights, which makes it visible. */
class NetworkGradientTest {

    private static final double NUDGE = 1e-5;
    private static final int PROBES = 10;

    /** Each kind of layer alone between the pixels and the last layer, with weights before it that its slopes come to. */
    static Stream<Arguments> chains() {
        return Stream.of(
                Arguments.of("dense", List.of(new Flatten())),
                Arguments.of("two dense", List.of(new Flatten(), new Dense(9))),
                Arguments.of("rectifier", List.of(new Flatten(), new Dense(9), new Rectifier())),
                Arguments.of("convolution", List.of(new Convolution(3, 3, 3, 1, 0), new Flatten())),
                Arguments.of("padding", List.of(new Convolution(3, 3, 3, 1, 2), new Flatten())),
                Arguments.of(
                        "convolution of a convolution",
                        List.of(new Convolution(5, 3, 3, 1, 0), new Convolution(3, 2, 3, 1, 0), new Flatten())),
                Arguments.of(
                        "stride and padding",
                        List.of(new Convolution(16, 3, 3, 1, 1), new Convolution(3, 3, 2, 2, 1), new Flatten())),
                Arguments.of(
                        "window of one place",
                        List.of(new Convolution(5, 3, 3, 1, 0), new Convolution(3, 1, 1, 1, 0), new Flatten())),
                Arguments.of(
                        "window of one place with a stride",
                        List.of(new Convolution(5, 3, 3, 1, 0), new Convolution(3, 1, 1, 2, 0), new Flatten())),
                Arguments.of("pool", List.of(new Convolution(5, 3, 3, 1, 1), new MaximumPooling(2), new Flatten())),
                Arguments.of(
                        "pool with a rest, of whole vectors",
                        List.of(new Convolution(16, 3, 3, 1, 1), new MaximumPooling(3), new Flatten())),
                Arguments.of(
                        "pool before any weights",
                        List.of(new MaximumPooling(2), new Rectifier(), new Flatten(), new Dense(5))),
                Arguments.of(
                        "rectifier, then pool",
                        List.of(new Convolution(5, 3, 3, 1, 1), new Rectifier(), new MaximumPooling(2), new Flatten())),
                Arguments.of(
                        "more patches than there is room for",
                        List.of(new Convolution(17, 3, 3, 1, 1), new Convolution(2, 3, 3, 1, 1), new Flatten())),
                Arguments.of("whole chain", Networks.SMALL));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("chains")
    void gradientsAgreeWithFiniteDifferences(String name, List<Layer> hidden) {
        for (OutputLayer output : OutputLayer.values()) {
            compare(hidden, output, Networks.noise(19, 7), 0, 0);
        }
    }

    @Test
    void aStepInMicroBatchesIsTheStepAtOnce() {
        int count = 2 * BatchSource.MOST_IN_MICRO_BATCH + 44;

        compare(
                List.of(new Convolution(2, 3, 3, 2, 0), new Flatten()),
                OutputLayer.SOFTMAX,
                Networks.noise(count, 8),
                0,
                0);
    }

    /** Three slices of images, so that each image keeps what is left out of it whatever slice it is in. */
    @ParameterizedTest
    @EnumSource
    void gradientsAgreeWithFiniteDifferencesWhereValuesAreLeftOut(OutputLayer output) {
        compare(List.of(new Flatten(), new Dense(9)), output, Networks.noise(19, 9), 0.5, 0);
        compare(
                List.of(new Convolution(5, 3, 3, 1, 0), new MaximumPooling(2), new Flatten(), new Dense(9)),
                output,
                Networks.noise(19, 10),
                0.5,
                0);
        compare(Networks.SMALL, output, Networks.noise(19, 11), 0.3, 0);
    }

    /** Three slices, of which some images go back. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("chains")
    void gradientsAgreeWithFiniteDifferencesOfTheImagesThatGoBack(String name, List<Layer> hidden) {
        for (OutputLayer output : OutputLayer.values()) {
            compare(hidden, output, Networks.noise(19, 12), 0, 2);
            compare(hidden, output, Networks.noise(19, 13), 0.4, 1.7);
        }
    }

    private static void compare(
            List<Layer> hidden, OutputLayer output, Examples examples, double dropout, double selection) {
        NetworkForm form = Networks.form(new Shape(8, 8, 1), hidden, output);
        ConvolutionalNetwork before = Networks.random(form, 5);
        var design = new NetworkDesign(hidden, output, Initialization.HE, InputScaling.ZERO_TO_ONE);
        var settings = new LearningSettings(
                new Optimizer.GradientDescent(1, 0),
                new LearningRateSchedule.Constant(),
                EpochSettings.of(1, EpochSettings.FULL_BATCH),
                new Regularization(0, 0, dropout),
                Augmentation.NONE,
                selection,
                1);

        ConvolutionalNetwork after = new NetworkTraining(design, settings, 1, TrainingListener.silent())
                .train(before, examples, examples.range(0, 0))
                .classifier();

        float[] factors = factors(chain(before, settings), examples, settings);
        var random = new Random(6);
        for (int layer = 0; layer < form.layers().size(); layer++) {
            Weights weights = before.weights().get(layer);
            Weights learned = after.weights().get(layer);
            for (int probe = 0; probe < Math.min(PROBES, weights.weights.length); probe++) {
                int at = random.nextInt(weights.weights.length);
                double difference = difference(chain(before, settings), layer, at, examples, factors);
                assertThat((double) weights.weights[at] - learned.weights[at])
                        .as("%s, layer %d, weight %d", output, layer, at)
                        .isCloseTo(difference, within(3e-5));
            }
            for (int at = 0; at < Math.min(PROBES, weights.outputs); at++) {
                double difference = difference(chain(before, settings), layer, -1 - at, examples, factors);
                assertThat((double) weights.biases[at] - learned.biases[at])
                        .as("%s, layer %d, bias %d", output, layer, at)
                        .isCloseTo(difference, within(3e-5));
            }
        }
    }

    /** Returns how much each image counts: all of them once, if all go back. */
    private static float[] factors(ReferenceChain chain, Examples examples, LearningSettings settings) {
        var factors = new float[examples.size()];
        Arrays.fill(factors, 1);
        if (settings.selection() > 0) {
            double[] errors = chain.errors(examples);
            var selection = new Selection(
                    settings.selection(), RandomStream.seed(settings.seed(), RandomPurpose.SELECTION.code, 1, 0));
            for (int i = 0; i < factors.length; i++) {
                factors[i] = selection.factor(i, errors[i]);
            }
        }
        return factors;
    }

    /** Nothing is left out of pixels, nor before a layer that is not dense. */
    private static ReferenceChain chain(ConvolutionalNetwork network, LearningSettings settings) {
        List<Layer> layers = network.form().layers();
        List<Integer> learning = IntStream.range(0, layers.size())
                .filter(layer -> layers.get(layer) instanceof Dense || layers.get(layer) instanceof Convolution)
                .boxed()
                .toList();
        return new ReferenceChain(network, (layer, image, size) -> {
            var factors = new float[size];
            Arrays.fill(factors, 1);
            if (layers.get(layer) instanceof Dense && layer > learning.get(0)) {
                long seed = RandomStream.seed(settings.seed(), RandomPurpose.DROPOUT.code, layer, 1, 0);
                new Dropout(settings.regularization().hiddenDropout(), seed).apply(image, factors, 0, size);
            }
            return factors;
        });
    }

    /** Returns the difference quotient of the loss by a weight, or by a bias where the place is negative. */
    private static double difference(ReferenceChain chain, int layer, int at, Examples examples, float[] factors) {
        double[] values = at < 0 ? chain.biases(layer) : chain.weights(layer);
        int place = at < 0 ? -1 - at : at;
        double usual = values[place];
        values[place] = usual + NUDGE;
        double higher = chain.loss(examples, factors);
        values[place] = usual - NUDGE;
        double lower = chain.loss(examples, factors);
        return (higher - lower) / (2 * NUDGE);
    }
}
