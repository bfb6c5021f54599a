package io.glyphstream.benchmarks.measuring;

import java.time.Duration;

/**
 * How long to measure.
 *
 * @param count medians are taken over so many rounds
 * @param turn how long a variant works in each round
 * @param warmUp how long it works before the first
 */
public record Rounds(int count, Duration turn, Duration warmUp) {

    public Rounds {
        if (count < 1) {
            throw new IllegalArgumentException("rounds must be at least 1 but was " + count);
        }
        if (turn.isNegative() || turn.isZero() || warmUp.isNegative()) {
            throw new IllegalArgumentException(
                    "a turn must take some time and a warm-up none or some but they were " + turn + " and " + warmUp);
        }
    }
}
