package io.glyphstream.model.neural;

/**
 * How some examples were answered.
 *
 * @param loss the sum over the examples
 * @param right how many were answered right
 */
public record Measure(int examples, double loss, int right) {

    public static final Measure NOTHING = new Measure(0, 0, 0);

    /** Returns how these and other examples were answered. */
    public Measure plus(Measure other) {
        return new Measure(examples + other.examples, loss + other.loss, right + other.right);
    }

    /** Returns the average loss of an example; NaN where there is none. */
    public double meanLoss() {
        return loss / examples;
    }

    /** Returns the share of examples that were answered right; NaN where there is none. */
    public double accuracy() {
        return (double) right / examples;
    }
}
