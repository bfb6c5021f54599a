package io.glyphstream.producer;

import java.time.Duration;

/**
 * The timetable of evenly spaced departures.
 *
 * <p>The n-th departure is due n intervals after the first, not one interval after the one before: waking up late once
 * does not slow the whole run down. What was missed is made up for at once, but no more than a second's worth, so that
 * a long halt is not followed by a flood. A clock that is set back costs no more than one interval.
 */
final class Pacer {

    private static final long MOST_TO_MAKE_UP_NANOS = Duration.ofSeconds(1).toNanos();

    private final double intervalNanos;
    private final boolean unlimited;
    private long origin;
    private long departures;

    Pacer(Rate rate) {
        this.unlimited = rate.isUnlimited();
        this.intervalNanos = 1e9 / rate.imagesPerSecond();
    }

    /** Returns the nanoseconds until the next departure is due; 0 when it is due or late. */
    long nanosUntilDue(long now) {
        if (unlimited || departures == 0) {
            return 0;
        }
        return Math.min(Math.max(0, due() - now), (long) Math.ceil(intervalNanos));
    }

    /** Notes a departure. */
    void depart(long now) {
        if (unlimited) {
            return;
        }
        if (departures == 0) {
            origin = now;
        }
        var late = now - due();
        if (late > MOST_TO_MAKE_UP_NANOS) {
            origin += late - MOST_TO_MAKE_UP_NANOS;
        }
        if (late < 0) {
            origin += late;
        }
        departures++;
    }

    private long due() {
        return origin + (long) (departures * intervalNanos);
    }
}
