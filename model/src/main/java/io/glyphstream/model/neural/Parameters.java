package io.glyphstream.model.neural;

import java.util.Arrays;

/** Numbers that are being learned, with what an optimizer keeps about each of them. */
public final class Parameters {

    public final float[] values;
    public final float[] gradient;
    /** The velocity of gradient descent, or Adam's first moment. */
    final float[] first;
    /** Adam's second moment. */
    final float[] second;
    /** The running average of the values. */
    final float[] average;

    /** Returns the parameters that begin with these values and change them in place. */
    public Parameters(float[] values, LearningSettings settings) {
        this.values = values;
        this.gradient = new float[values.length];
        this.first = new float[values.length];
        this.second = new float[settings.optimizer().means() > 1 ? values.length : 0];
        this.average = settings.epochSettings().averaging() > 0 ? values.clone() : new float[0];
    }

    /** Returns the values, or their running average where there is one: what is measured and kept. */
    public float[] learned() {
        return average.length > 0 ? average : values;
    }

    /** Makes a part of the gradient zero. */
    public void clearGradient(int from, int to) {
        Arrays.fill(gradient, from, to, 0);
    }
}
