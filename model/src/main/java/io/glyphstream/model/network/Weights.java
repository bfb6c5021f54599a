package io.glyphstream.model.network;

import java.util.Arrays;

/** The parameters of a layer that has sums: weights (outputs x inputs of a sum), row-major, and a bias for each output. */
final class Weights {

    final int outputs;
    final int inputs;
    final float[] weights;
    final float[] biases;

    /** Returns zeros. */
    Weights(int outputs, int inputs) {
        this.outputs = outputs;
        this.inputs = inputs;
        this.weights = new float[Math.multiplyExact(outputs, inputs)];
        this.biases = new float[outputs];
    }

    /**
     * Checks that every number is finite.
     *
     * @throws IllegalArgumentException if one is not
     */
    void requireFinite() {
        requireFinite(weights);
        requireFinite(biases);
    }

    private static void requireFinite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException("a weight must be a finite float but was " + value);
            }
        }
    }

    void clear() {
        Arrays.fill(weights, 0);
        Arrays.fill(biases, 0);
    }

    Weights copy() {
        return of(weights, biases);
    }

    /** Returns a copy of these numbers, in the shape of these weights. */
    Weights of(float[] otherWeights, float[] otherBiases) {
        var copy = new Weights(outputs, inputs);
        System.arraycopy(otherWeights, 0, copy.weights, 0, weights.length);
        System.arraycopy(otherBiases, 0, copy.biases, 0, biases.length);
        return copy;
    }

    /** Returns the weights (inputs x outputs), row-major: the order in which scoring reads them. */
    float[] transposed() {
        var transposed = new float[weights.length];
        transposeInto(transposed);
        return transposed;
    }

    /** Writes the weights (inputs x outputs), row-major. */
    void transposeInto(float[] transposed) {
        for (int output = 0; output < outputs; output++) {
            for (int input = 0; input < inputs; input++) {
                transposed[input * outputs + output] = weights[output * inputs + input];
            }
        }
    }
}
