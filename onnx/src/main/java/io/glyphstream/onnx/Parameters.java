package io.glyphstream.onnx;

import io.glyphstream.model.graph.Weights;

/** The numbers of a node while a design is built: what follows it may still change them. */
final class Parameters {

    final float[] weights;
    final float[] biases;

    Parameters(float[] weights, float[] biases) {
        this.weights = weights;
        this.biases = biases;
    }

    static Parameters none() {
        return new Parameters(new float[0], new float[0]);
    }

    Weights fixed() {
        return weights.length == 0 ? Weights.none() : new Weights(weights, biases);
    }
}
