package io.glyphstream.model.neural;

/**
 * How many epochs training has at most, how large a batch is, and when training ends earlier.
 *
 * @param epochs passes over the examples, at most
 * @param batchSize examples for each step; {@link #FULL_BATCH} or more than there are means all of them
 * @param patience epochs without a better validation loss after which training ends; {@link #NO_EARLY_STOP} for none
 * @param averaging the share of the running average of all weights that each step keeps; 0 for no averaging. With it,
 *     what is measured and kept is the average.
 */
public record EpochSettings(int epochs, int batchSize, int patience, double averaging) {

    /** All examples in one step. */
    public static final int FULL_BATCH = Integer.MAX_VALUE;

    /** Training goes on to its last epoch. */
    public static final int NO_EARLY_STOP = Integer.MAX_VALUE;

    public EpochSettings {
        if (epochs < 1) {
            throw new IllegalArgumentException("epochs must be at least 1 but was " + epochs);
        }
        if (batchSize < 1) {
            throw new IllegalArgumentException("batch size must be at least 1 but was " + batchSize);
        }
        if (patience < 1) {
            throw new IllegalArgumentException("patience must be at least 1 epoch but was " + patience);
        }
        if (!(averaging >= 0 && averaging < 1)) {
            throw new IllegalArgumentException("averaging must be within [0, 1) but was " + averaging);
        }
    }

    /** Returns settings without early stopping and averaging. */
    public static EpochSettings of(int epochs, int batchSize) {
        return new EpochSettings(epochs, batchSize, NO_EARLY_STOP, 0);
    }
}
