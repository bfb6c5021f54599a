package io.glyphstream.model.neural;

import io.glyphstream.matrix.RandomStream;

/**
 * Chooses the images of a batch that go back through a network. Those with a small error go back only at random, and count the more
 * for it, so that the gradient stays the same on average: the way back takes two thirds of the time, and most images have almost
 * nothing to teach.
 *
 * <p>Which ones is a function of the seed, the place in the batch and the error, so that any thread can do any row.
 *
 * <p>A. Katharopoulos, F. Fleuret: Not all samples are created equal: deep learning with importance sampling, 2018; A. H. Jiang
 * and others: Accelerating deep learning by focusing on the biggest losers, 2019.
 */
public final class Selection {

    private final double threshold;
    private final long seed;

    /**
     * Returns the selection of one batch, which has a seed of its own.
     *
     * @param threshold an image with this error or more goes back for certain; 0 for all of them
     */
    public Selection(double threshold, long seed) {
        this.threshold = threshold;
        this.seed = seed;
    }

    /**
     * Returns what the slopes of an image are multiplied by: 0 if it does not go back.
     *
     * @param row its place in the batch
     * @param error the sum of the absolute derivatives of its loss by the sums of the last layer, of all absolute differences
     *     between outputs and targets with softmax
     */
    public float factor(int row, double error) {
        if (error >= threshold) {
            return 1;
        }
        return RandomStream.of(seed, row).nextDouble() * threshold < error ? (float) (threshold / error) : 0;
    }
}
