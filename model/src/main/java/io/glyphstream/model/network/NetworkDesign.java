package io.glyphstream.model.network;

import io.glyphstream.matrix.RandomStream;
import io.glyphstream.model.Examples;
import io.glyphstream.model.neural.Initialization;
import io.glyphstream.model.neural.InputScaling;
import io.glyphstream.model.neural.OutputLayer;
import io.glyphstream.model.neural.RandomPurpose;
import java.util.ArrayList;
import java.util.List;

/**
 * The form of a network before the size of the images and the number of classes are known, and how it begins.
 *
 * @param hidden all layers but the last, which is a dense one with an output for each class
 */
public record NetworkDesign(
        List<Layer> hidden, OutputLayer output, Initialization initialization, InputScaling scaling) {

    public NetworkDesign {
        hidden = List.copyOf(hidden);
    }

    /** Returns a classifier's usual design: softmax, He's start, inputs in [0, 1]. */
    public static NetworkDesign classifier(List<Layer> hidden) {
        return new NetworkDesign(hidden, OutputLayer.SOFTMAX, Initialization.HE, InputScaling.ZERO_TO_ONE);
    }

    /**
     * Returns the form for images of this shape.
     *
     * @throws IllegalArgumentException if the layers do not fit it
     */
    public NetworkForm form(Shape input, int classes) {
        var layers = new ArrayList<>(hidden);
        layers.add(new Dense(classes));
        return new NetworkForm(input, scaling, layers, output);
    }

    /**
     * Checks that a network which a training begins with has the form that this one gives the images.
     *
     * @throws IllegalArgumentException if it has another
     */
    void requireForm(NetworkForm start, Examples examples) {
        var form = form(Shape.of(examples.shape()), examples.classes());
        if (!start.equals(form)) {
            throw new IllegalArgumentException("the first weights must be those of " + form + " but were of " + start);
        }
    }

    /** Returns a network with random weights; biases are zero. */
    ConvolutionalNetwork start(NetworkForm form, long seed) {
        List<Weights> all = form.zeros();
        for (int layer = 0; layer < all.size(); layer++) {
            Weights weights = all.get(layer);
            var random = RandomStream.of(seed, RandomPurpose.WEIGHTS.code, layer);
            for (int i = 0; i < weights.weights.length; i++) {
                weights.weights[i] = (float) initialization.draw(random, weights.inputs);
            }
        }
        return new ConvolutionalNetwork(form, all);
    }
}
