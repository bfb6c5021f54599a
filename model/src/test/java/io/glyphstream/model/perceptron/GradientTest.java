package io.glyphstream.model.perceptron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.glyphstream.model.Augmentation;
import io.glyphstream.model.Examples;
import io.glyphstream.model.TestData;
import io.glyphstream.model.neural.BatchSource;
import io.glyphstream.model.neural.EpochSettings;
import io.glyphstream.model.neural.Initialization;
import io.glyphstream.model.neural.InputScaling;
import io.glyphstream.model.neural.LearningRateSchedule;
import io.glyphstream.model.neural.Optimizer;
import io.glyphstream.model.neural.OutputLayer;
import io.glyphstream.model.neural.Regularization;
import io.glyphstream.model.neural.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One step of plain gradient descent at rate 1 takes the gradient off the weights, which makes it visible. */
class GradientTest {

    private static final double NUDGE = 1e-5;

    @ParameterizedTest
    @CsvSource({
        "SOFTMAX, ZERO_TO_ONE, 0, 1",
        "SOFTMAX, ZERO_TO_ONE, 1, 2",
        "SOFTMAX, MINUS_ONE_TO_ONE, 2, 3",
        "SOFTMAX, ZERO_TO_ONE, 3, 4",
        "LINEAR, ZERO_TO_ONE, 0, 5",
        "LINEAR, MINUS_ONE_TO_ONE, 1, 6",
        "LINEAR, ZERO_TO_ONE, 2, 7"
    })
    void gradientsAgreeWithFiniteDifferences(OutputLayer output, InputScaling scaling, int hiddenLayers, long seed) {
        Examples examples = TestData.bars(19, seed);
        TrainingSettings settings = settings(hidden(hiddenLayers), output, scaling, EpochSettings.FULL_BATCH, seed);
        Perceptron before = start(examples, settings);

        Perceptron after = train(settings, before, examples);

        var random = new Random(seed);
        for (int layer = 0; layer <= hiddenLayers; layer++) {
            for (int probe = 0; probe < 12; probe++) {
                Place place = Place.draw(before.layers().get(layer), layer, random);
                double gradient = place.value(before) - place.value(after);
                double higher = new ReferenceNetwork(place.nudged(before, NUDGE)).loss(examples);
                double lower = new ReferenceNetwork(place.nudged(before, -NUDGE)).loss(examples);
                double width = place.value(place.nudged(before, NUDGE)) - place.value(place.nudged(before, -NUDGE));
                assertThat(gradient).as("%s", place).isCloseTo((higher - lower) / width, within(2e-5));
            }
        }
    }

    @Test
    void aStepInMicroBatchesIsTheStepAtOnce() {
        int count = 2 * BatchSource.MOST_IN_MICRO_BATCH + 44;
        Examples examples = TestData.bars(count, 11);
        TrainingSettings settings =
                settings(List.of(16), OutputLayer.SOFTMAX, InputScaling.ZERO_TO_ONE, EpochSettings.FULL_BATCH, 11);
        Perceptron before = start(examples, settings);

        Perceptron after = train(settings, before, examples);

        Place place = new Place(1, 3, 2);
        double higher = new ReferenceNetwork(place.nudged(before, NUDGE)).loss(examples);
        double lower = new ReferenceNetwork(place.nudged(before, -NUDGE)).loss(examples);
        assertThat(place.value(before) - place.value(after)).isCloseTo((higher - lower) / (2 * NUDGE), within(2e-5));
    }

    private static List<Integer> hidden(int layers) {
        var widths = new ArrayList<Integer>();
        for (int i = 0; i < layers; i++) {
            widths.add(i % 2 == 0 ? 17 : 130);
        }
        return widths;
    }

    private static TrainingSettings settings(
            List<Integer> hidden, OutputLayer output, InputScaling scaling, int batch, long seed) {
        return new TrainingSettings(
                new NetworkSettings(hidden, output, Initialization.HE, scaling),
                new Optimizer.GradientDescent(1, 0),
                new LearningRateSchedule.Constant(),
                EpochSettings.of(1, batch),
                Regularization.NONE,
                Augmentation.NONE,
                seed);
    }

    /** Returns a network with random biases, too, so that no sum sits on the edge of the rectifier. */
    private static Perceptron start(Examples examples, TrainingSettings settings) {
        List<DenseLayer> layers = Network.start(64, examples.classes(), settings);
        var random = new Random(settings.seed());
        for (DenseLayer layer : layers) {
            for (int i = 0; i < layer.outputs; i++) {
                layer.biases[i] = (float) (0.1 * random.nextGaussian());
            }
        }
        NetworkSettings network = settings.network();
        return new Perceptron(examples.rows(), examples.columns(), network.scaling(), layers, network.output());
    }

    private static Perceptron train(TrainingSettings settings, Perceptron start, Examples examples) {
        return new PerceptronTraining(settings, 1, TrainingListener.silent())
                .train(start, examples, examples.range(0, 0))
                .classifier();
    }

    /** One weight, or one bias where the input is -1. */
    private record Place(int layer, int input, int output) {

        static Place draw(Perceptron.Layer layer, int number, Random random) {
            int input = random.nextInt(layer.weights().getRowDimension() + 1) - 1;
            return new Place(number, input, random.nextInt(layer.weights().getColumnDimension()));
        }

        double value(Perceptron perceptron) {
            Perceptron.Layer parameters = perceptron.layers().get(layer);
            return input < 0
                    ? parameters.biases().getEntry(output)
                    : parameters.weights().getEntry(input, output);
        }

        Perceptron nudged(Perceptron perceptron, double nudge) {
            var layers = new ArrayList<>(perceptron.layers());
            RealMatrix weights =
                    new Array2DRowRealMatrix(layers.get(layer).weights().getData());
            RealVector biases = layers.get(layer).biases().copy();
            if (input < 0) {
                biases.addToEntry(output, nudge);
            }
            if (input >= 0) {
                weights.addToEntry(input, output, nudge);
            }
            layers.set(layer, new Perceptron.Layer(weights, biases));
            return new Perceptron(
                    perceptron.rows(), perceptron.columns(), perceptron.scaling(), perceptron.output(), layers);
        }
    }
}
