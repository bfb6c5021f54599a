package io.glyphstream.model.perceptron;

import io.glyphstream.model.neural.Initialization;
import io.glyphstream.model.neural.InputScaling;
import io.glyphstream.model.neural.OutputLayer;
import java.util.List;

/**
 * The form of a network before it has weights.
 *
 * @param hidden the width of every hidden layer, from the input to the output; may be empty
 */
public record NetworkSettings(
        List<Integer> hidden, OutputLayer output, Initialization initialization, InputScaling scaling) {

    /** More than any sensible perceptron has; a limit on what a snapshot may ask for. */
    public static final int MAXIMAL_LAYERS = 64;

    /** More than any sensible layer has; a limit on what a snapshot may ask for. */
    public static final int MAXIMAL_WIDTH = 65_536;

    public NetworkSettings {
        hidden = List.copyOf(hidden);
        if (hidden.size() >= MAXIMAL_LAYERS) {
            throw new IllegalArgumentException(
                    "hidden layers must be fewer than " + MAXIMAL_LAYERS + " but were " + hidden.size());
        }
        for (int width : hidden) {
            if (width < 1 || width > MAXIMAL_WIDTH) {
                throw new IllegalArgumentException(
                        "a hidden layer's width must be within [1, " + MAXIMAL_WIDTH + "] but was " + width);
            }
        }
    }

    /** Returns a classifier's usual network: softmax, He's start, inputs in [0, 1]. */
    public static NetworkSettings classifier(Integer... hidden) {
        return new NetworkSettings(List.of(hidden), OutputLayer.SOFTMAX, Initialization.HE, InputScaling.ZERO_TO_ONE);
    }
}
