package io.glyphstream.model.neural;

import io.glyphstream.matrix.RandomStream;

/**
 * Leaves a share of signals out at random, and enlarges the others so that their sum stays the same on average.
 *
 * <p>Which ones is a function of the seed and the place in the batch, so that any thread can do any row.
 */
public final class Dropout {

    private final double share;
    private final long seed;

    /**
     * Returns the dropout of one batch and layer, which has a seed of its own.
     *
     * @param share of the signals that are left out
     */
    public Dropout(double share, long seed) {
        this.share = share;
        this.seed = seed;
    }

    /** Returns whether all signals stay. */
    public boolean isNone() {
        return share == 0;
    }

    /** Returns what the signals that stay are multiplied by. */
    public float factor() {
        return (float) (1 / (1 - share));
    }

    /** Applies it to one row of signals. */
    public void apply(int row, float[] values, int at, int width) {
        if (isNone()) {
            return;
        }
        var random = RandomStream.of(seed, row);
        float factor = factor();
        for (int i = at; i < at + width; i++) {
            values[i] = random.nextDouble() < share ? 0 : values[i] * factor;
        }
    }
}
