package io.glyphstream.experiments;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One row of what a study found.
 *
 * @param setting what was tried: {@code width 500, rate 0.01}
 * @param loss of training, in its last epoch
 * @param original what the original study found
 * @param remark what else is to be said; may be empty
 */
public record Finding(
        String setting, Score score, OptionalDouble loss, Original original, Effort effort, String remark) {

    /** Figures are compared as far as the original wrote them down. */
    private static final double ROUNDING = 0.5e-4;

    /** Returns what is to be said of the original's accuracy beside ours; empty where it has none. */
    public String comparison() {
        if (original.accuracy().isEmpty()) {
            return "";
        }
        double accuracy = original.accuracy().getAsDouble();
        if (Math.abs(accuracy - score.accuracy()) < ROUNDING) {
            return "same";
        }
        boolean chance = accuracy >= score.lower() && accuracy <= score.upper();
        return String.format(
                Locale.ROOT, "%+.4f, %s chance", score.accuracy() - accuracy, chance ? "within" : "beyond");
    }

    /** What the original study found, as far as it wrote it down. */
    public record Original(OptionalDouble accuracy, OptionalDouble loss) {

        static final Original NONE = new Original(OptionalDouble.empty(), OptionalDouble.empty());

        static Original of(double accuracy) {
            return new Original(OptionalDouble.of(accuracy), OptionalDouble.empty());
        }

        static Original of(double accuracy, double loss) {
            return new Original(OptionalDouble.of(accuracy), OptionalDouble.of(loss));
        }
    }

    /**
     * What a finding took.
     *
     * @param training of all of the training
     * @param prediction of all the answers
     * @param epochs of training, where there are any
     * @param seed of all that was drawn at random, where anything was
     */
    public record Effort(Duration training, Duration prediction, OptionalInt epochs, OptionalLong seed) {}
}
