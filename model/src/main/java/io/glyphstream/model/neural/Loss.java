package io.glyphstream.model.neural;

import org.apache.commons.math3.util.FastMath;

/** How wrong outputs are. */
public final class Loss {

    /** Keeps the logarithm finite where a probability is too small for a float. */
    private static final float LEAST_PROBABILITY = Float.MIN_NORMAL;

    private Loss() {}

    /** Returns the loss of one example: cross-entropy, or the mean of the squared errors of its outputs. */
    public static double of(OutputLayer layer, float[] outputs, int at, int classes, int label) {
        if (layer == OutputLayer.SOFTMAX) {
            float probability = outputs[at + label];
            return probability < LEAST_PROBABILITY
                    ? -FastMath.log(LEAST_PROBABILITY)
                    : -FastMath.log((double) probability);
        }
        double sum = 0;
        for (int i = 0; i < classes; i++) {
            double error = outputs[at + i] - (i == label ? 1 : 0);
            sum += error * error;
        }
        return sum / classes;
    }

    /**
     * Writes the derivatives of the average loss of so many examples by the sums of the output layer.
     *
     * <p>For softmax with cross-entropy and for linear outputs with squared errors alike, they are a multiple of
     * output - target.
     */
    public static void slopes(OutputLayer layer, float[] outputs, float[] slopes, int at, Target target) {
        float factor =
                layer == OutputLayer.SOFTMAX ? 1f / target.examples : 2f / ((float) target.examples * target.classes);
        for (int i = 0; i < target.classes; i++) {
            slopes[at + i] = (outputs[at + i] - (i == target.label ? 1 : 0)) * factor;
        }
    }

    /** What one of so many examples should be answered. */
    public record Target(int label, int classes, int examples) {}
}
