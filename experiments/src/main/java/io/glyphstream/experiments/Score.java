package io.glyphstream.experiments;

import org.apache.commons.math3.stat.interval.ConfidenceInterval;
import org.apache.commons.math3.stat.interval.WilsonScoreInterval;

/**
 * How many answers were right.
 *
 * @param of what was answered: {@code test images}
 */
public record Score(int right, int all, String of) {

    private static final double CONFIDENCE = 0.95;

    public Score {
        if (all < 1 || right < 0 || right > all) {
            throw new IllegalArgumentException(
                    "right answers must be within [0, " + all + "], of one at least, but were " + right);
        }
    }

    /** Returns the share of right answers. */
    public double accuracy() {
        return (double) right / all;
    }

    /** Returns the lower end of Wilson's 95 % interval of the accuracy. */
    public double lower() {
        return Math.max(0, interval().getLowerBound());
    }

    /** Returns the upper end of Wilson's 95 % interval of the accuracy. */
    public double upper() {
        return Math.min(1, interval().getUpperBound());
    }

    private ConfidenceInterval interval() {
        return new WilsonScoreInterval().createInterval(all, right, CONFIDENCE);
    }
}
