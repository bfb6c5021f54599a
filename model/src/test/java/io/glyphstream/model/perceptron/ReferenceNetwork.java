package io.glyphstream.model.perceptron;

import io.glyphstream.model.Examples;
import io.glyphstream.model.neural.InputScaling;
import io.glyphstream.model.neural.OutputLayer;
import io.glyphstream.model.neural.ReferenceLoss;
import java.util.List;

/** A perceptron in doubles, straight from its definition: what the fast one is compared with. */
final class ReferenceNetwork {

    private final InputScaling scaling;
    private final OutputLayer output;
    private final List<Perceptron.Layer> layers;

    ReferenceNetwork(Perceptron perceptron) {
        scaling = perceptron.scaling();
        output = perceptron.output();
        layers = perceptron.layers();
    }

    /** Returns the outputs for one image. */
    double[] outputs(byte[] pixels) {
        var signals = new double[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            signals[i] =
                    scaling == InputScaling.ZERO_TO_ONE ? (pixels[i] & 0xff) / 255.0 : (pixels[i] & 0xff) / 127.5 - 1;
        }
        for (int layer = 0; layer < layers.size(); layer++) {
            signals = layers.get(layer).weights().preMultiply(signals);
            for (int i = 0; i < signals.length; i++) {
                signals[i] += layers.get(layer).biases().getEntry(i);
                if (layer < layers.size() - 1) {
                    signals[i] = Math.max(signals[i], 0);
                }
            }
        }
        return ReferenceLoss.outputs(output, signals);
    }

    /** Returns the average loss of all examples. */
    double loss(Examples examples) {
        return ReferenceLoss.average(output, examples, this::outputs);
    }
}
