package io.glyphstream.model.network;

import io.glyphstream.matrix.Kernel;
import io.glyphstream.model.neural.Activations;

/** A rectifier at work, over its input. */
final class RectifierFlow implements Flow {

    private final int size;
    private final Kernel kernel;

    RectifierFlow(Shape shape, Kernel kernel) {
        this.size = Math.toIntExact(shape.size());
        this.kernel = kernel;
    }

    @Override
    public float[] forward(float[] input, int images) {
        Activations.rectify(input, 0, images * size);
        return input;
    }

    @Override
    public float[] back(float[] input, float[] slopes, int images) {
        kernel.gate(slopes, input, 1, 0, images * size);
        return slopes;
    }
}
