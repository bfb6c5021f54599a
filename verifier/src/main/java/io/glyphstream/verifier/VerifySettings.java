package io.glyphstream.verifier;

import io.glyphstream.verifier.report.Losses;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * How thoroughly to verify.
 *
 * @param applicationId whose committed positions to check
 * @param sample the share of the scores that are recomputed, from 0 to 1; all else is always checked in full
 * @param patience how long processors may take to catch up before what is not answered counts as missing
 * @param threads how many partitions are worked on at a time
 * @param losses whether losses that cannot be undone are problems
 * @param last how many of the newest images to verify; empty for all that is there
 */
public record VerifySettings(
        String applicationId, double sample, Duration patience, int threads, Losses losses, OptionalLong last) {
    private static final Duration LONGEST = Duration.ofDays(1);

    /** Checks each. */
    public VerifySettings {
        if (!(sample >= 0 && sample <= 1)) {
            throw new IllegalArgumentException("sample must be within [0, 1] but was " + sample);
        }
        if (patience.isNegative() || patience.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("patience must be within [0, " + LONGEST.toSeconds() + "] s but was "
                    + patience.toMillis() / 1000.0);
        }
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1 but was " + threads);
        }
        if (last.orElse(1) < 1) {
            throw new IllegalArgumentException("last must be at least 1 but was " + last.getAsLong());
        }
    }

    /** Settings under which all that is there is verified, and losses are problems. */
    public VerifySettings(String applicationId, double sample, Duration patience, int threads) {
        this(applicationId, sample, patience, threads, Losses.REFUSED, OptionalLong.empty());
    }

    /** Returns the same with another view of losses. */
    public VerifySettings withLosses(Losses wanted) {
        return new VerifySettings(applicationId, sample, patience, threads, wanted, last);
    }

    /** Returns the same for so many of the newest images, or for all that is there. */
    public VerifySettings withLast(OptionalLong wanted) {
        return new VerifySettings(applicationId, sample, patience, threads, losses, wanted);
    }
}
