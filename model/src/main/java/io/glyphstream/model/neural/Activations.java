package io.glyphstream.model.neural;

import org.apache.commons.math3.util.FastMath;

/** What layers do with their sums. */
public final class Activations {

    private Activations() {}

    /** Replaces what is negative with zero. */
    public static void rectify(float[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            values[i] = Math.max(values[i], 0f);
        }
    }

    /** Replaces one row of sums with what an output layer makes of it. */
    public static void finish(OutputLayer layer, float[] sums, int at, int classes) {
        if (layer == OutputLayer.SOFTMAX) {
            softmax(sums, at, classes);
            return;
        }
        for (int i = at; i < at + classes; i++) {
            // Never a negative zero, which depends on whether zeros were added to the sum.
            sums[i] = canonical(sums[i] + 0f);
        }
    }

    /** Java's own exp differs between machines; that of Commons Math is the same everywhere. */
    private static void softmax(float[] sums, int at, int classes) {
        float largest = sums[at];
        for (int i = at + 1; i < at + classes; i++) {
            largest = Math.max(largest, sums[i]);
        }
        float total = 0;
        for (int i = at; i < at + classes; i++) {
            sums[i] = (float) FastMath.exp((double) sums[i] - largest);
            total += sums[i];
        }
        for (int i = at; i < at + classes; i++) {
            sums[i] = canonical(sums[i] / total);
        }
    }

    /** There are many NaNs, and machines differ in which they return; this returns the one that Java writes down. */
    private static float canonical(float value) {
        return Float.isNaN(value) ? Float.NaN : value;
    }
}
