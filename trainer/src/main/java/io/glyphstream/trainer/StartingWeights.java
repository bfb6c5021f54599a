package io.glyphstream.trainer;

import io.glyphstream.model.perceptron.Perceptron;
import io.glyphstream.schemas.ModelReference;
import java.util.List;
import java.util.stream.Collectors;

/** A published perceptron whose weights a training begins with. */
public record StartingWeights(ModelReference reference, Perceptron perceptron) {

    /** Returns the widths of its hidden layers as the setting {@code hidden}. */
    String hidden() {
        List<Perceptron.Layer> layers = perceptron.layers();
        return layers.size() == 1
                ? "none"
                : layers.stream()
                        .limit(layers.size() - 1)
                        .map(layer -> Integer.toString(layer.biases().getDimension()))
                        .collect(Collectors.joining(","));
    }
}
