package io.glyphstream.model.perceptron;

import java.util.Arrays;

/** Numbers that are being learned, with what an optimizer keeps about each of them. */
final class Parameters {

    final float[] values;
    final float[] gradient;
    /** The velocity of gradient descent, or Adam's first moment. */
    final float[] first;
    /** Adam's second moment. */
    final float[] second;
    /** The running average of the values. */
    final float[] average;

    Parameters(float[] values, TrainingSettings settings) {
        this.values = values;
        this.gradient = new float[values.length];
        this.first = new float[values.length];
        this.second = new float[settings.optimizer().means() > 1 ? values.length : 0];
        this.average = settings.epochSettings().averaging() > 0 ? values.clone() : new float[0];
    }

    void clearGradient(int from, int to) {
        Arrays.fill(gradient, from, to, 0);
    }
}
