package io.glyphstream.model.network;

import io.glyphstream.model.Examples;
import io.glyphstream.model.TestData;
import io.glyphstream.model.neural.Initialization;
import io.glyphstream.model.neural.InputScaling;
import io.glyphstream.model.neural.OutputLayer;
import java.util.List;
import java.util.Random;

/** Networks and examples for tests, drawn from a seed. */
final class Networks {

    static final List<Layer> SMALL = List.of(
            new Convolution(16, 3, 3, 1, 1),
            new MaximumPooling(2),
            new Rectifier(),
            new Convolution(5, 3, 2, 2, 1),
            new Rectifier(),
            new Flatten(),
            new Dense(11),
            new Rectifier());

    private Networks() {}

    static NetworkForm form(Shape input, List<Layer> hidden, OutputLayer output) {
        return new NetworkDesign(hidden, output, Initialization.HE, InputScaling.ZERO_TO_ONE).form(input, 4);
    }

    /** Returns a network with random weights and biases, so that no sum sits on the edge of a rectifier. */
    static ConvolutionalNetwork random(NetworkForm form, long seed) {
        var random = new Random(seed);
        List<Weights> all = form.zeros();
        for (Weights weights : all) {
            for (int i = 0; i < weights.weights.length; i++) {
                weights.weights[i] = (float) (random.nextGaussian() * Math.sqrt(2.0 / weights.inputs));
            }
            for (int i = 0; i < weights.biases.length; i++) {
                weights.biases[i] = (float) (0.1 * random.nextGaussian());
            }
        }
        return new ConvolutionalNetwork(form, all);
    }

    static ConvolutionalNetwork small(long seed) {
        return random(form(new Shape(8, 8, 1), SMALL, OutputLayer.SOFTMAX), seed);
    }

    /** Returns images without two equal pixels side by side, so that a pool has one largest value. */
    static Examples noise(int count, long seed) {
        var random = new Random(seed);
        var labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = random.nextInt(4);
        }
        return new Examples(8, 8, 4, TestData.pixels(count * 64, 1, seed), labels);
    }
}
