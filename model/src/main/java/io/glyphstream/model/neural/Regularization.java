package io.glyphstream.model.neural;

/**
 * What keeps a network from learning its examples by heart.
 *
 * @param weightDecay every step takes rate x decay x weight off each weight (not off biases); within [0, 1]
 * @param inputDropout the share of inputs left out at random, of every example in training; within [0, 0.9]
 * @param hiddenDropout the share of what comes from a hidden layer to a dense one that is left out at random; within
 *     [0, 0.9]
 */
public record Regularization(double weightDecay, double inputDropout, double hiddenDropout) {

    /** Nothing but the examples themselves. */
    public static final Regularization NONE = new Regularization(0, 0, 0);

    public Regularization {
        if (!(weightDecay >= 0 && weightDecay <= 1)) {
            throw new IllegalArgumentException("weight decay must be within [0, 1] but was " + weightDecay);
        }
        requireDropout(inputDropout);
        requireDropout(hiddenDropout);
    }

    private static void requireDropout(double share) {
        if (!(share >= 0 && share <= 0.9)) {
            throw new IllegalArgumentException("dropout must be within [0, 0.9] but was " + share);
        }
    }
}
