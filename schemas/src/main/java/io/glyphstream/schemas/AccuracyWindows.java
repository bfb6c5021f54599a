package io.glyphstream.schemas;

import java.time.Duration;
import java.time.Instant;

/**
 * The windows that accuracy is counted in: of one minute, aligned to the epoch, by the time of the image's record.
 *
 * <p>Each input partition counts in a window until an answered image came whose own window starts more than
 * {@link #RETENTION} later; what comes for it after that counts in the total alone. This depends on the partition's records
 * and nothing else, so that a second count of the partition finds the same.
 *
 * <p>Where partitions are summed, a window is kept for twice as long after the newest window of any partition: partitions
 * may be apart by {@link #RETENTION} without a window being reported short.
 */
public final class AccuracyWindows {
    /** The length of a window. */
    public static final Duration SIZE = Duration.ofMinutes(1);

    /** How much later the partition's newest window may start while a window is still counted in. */
    public static final Duration RETENTION = Duration.ofHours(12);

    private AccuracyWindows() {}

    /** Returns the first instant of the window that this instant is in. */
    public static Instant start(Instant instant) {
        return Instant.ofEpochMilli(start(instant.toEpochMilli()));
    }

    /** Returns true if a partition whose newest window starts at {@code newestStart} still counts in a window. */
    public static boolean isOpen(Instant windowStart, Instant newestStart) {
        return isOpen(windowStart.toEpochMilli(), newestStart.toEpochMilli());
    }

    /** Returns the start of the window that a time is in, both in milliseconds since the epoch. */
    public static long start(long timestamp) {
        return timestamp - Math.floorMod(timestamp, SIZE.toMillis());
    }

    /** Returns true if a partition whose newest window starts at {@code newestStart} still counts in a window. */
    public static boolean isOpen(long windowStart, long newestStart) {
        return newestStart - windowStart <= RETENTION.toMillis();
    }

    /** Returns true if the sum of a window is still kept when the newest window of any partition starts then. */
    public static boolean isSummed(long windowStart, long newestStart) {
        return newestStart - windowStart <= 2 * RETENTION.toMillis();
    }
}
