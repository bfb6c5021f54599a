package io.glyphstream.model.graph;

/** The numbers of a node that has any; the operation says how many there are, and in which order. */
public final class Weights {

    private static final Weights NONE = new Weights(new float[0], new float[0]);

    final float[] weights;
    final float[] biases;

    /** Takes the arrays as they are: the caller must not change them afterwards. */
    public Weights(float[] weights, float[] biases) {
        this.weights = weights;
        this.biases = biases;
    }

    /** Returns those of a node without any. */
    public static Weights none() {
        return NONE;
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
}
