package io.glyphstream.trainer.release;

import org.apache.commons.math3.distribution.HypergeometricDistribution;

/**
 * One model's accuracy on its images beside an earlier model's on others.
 *
 * @param seen how many images the model was measured on
 * @param correct how many of them it named rightly
 * @param earlierSeen how many the earlier model was measured on
 * @param earlierCorrect how many of them it named rightly
 */
public record AccuracyDrop(long seen, long correct, long earlierSeen, long earlierCorrect) {
    private static final long MOST_IMAGES = Integer.MAX_VALUE;

    /** Checks that nobody was right more often than asked. */
    public AccuracyDrop {
        check("correct", correct, seen);
        check("earlier correct", earlierCorrect, earlierSeen);
    }

    private static void check(String what, long correct, long seen) {
        if (correct < 0 || correct > seen) {
            throw new IllegalArgumentException(what + " must be within [0, " + seen + "] but was " + correct);
        }
    }

    /**
     * Returns how often the model would be wrong on at least so many of its images if it were as good as the earlier one:
     * Fisher's exact test, one-sided. It is 1 as long as one of them was not measured.
     *
     * <p>R. A. Fisher: Statistical methods for research workers, 1934, section 21.02. Of more than two billion images all
     * counts are halved until they fit, which only makes the test more cautious.
     */
    public double chance() {
        if (seen + earlierSeen > MOST_IMAGES) {
            return new AccuracyDrop(seen / 2, (correct + 1) / 2, earlierSeen / 2, earlierCorrect / 2).chance();
        }
        if (seen == 0 || earlierSeen == 0) {
            return 1;
        }
        var wrong = (int) (seen - correct);
        var allWrong = (int) (wrong + earlierSeen - earlierCorrect);
        var draw = new HypergeometricDistribution(null, (int) (seen + earlierSeen), allWrong, (int) seen);
        double sum = 0;
        double expected = (double) allWrong * seen / (seen + earlierSeen);
        for (var mistakes = wrong; mistakes <= draw.getSupportUpperBound(); mistakes++) {
            var term = draw.probability(mistakes);
            sum += term;
            // Above the mode the terms only fall, so the rest cannot be seen any more.
            if (mistakes > expected + 1 && term <= sum * 1e-17) {
                break;
            }
        }
        return Math.min(1, sum);
    }
}
