package io.glyphstream.processor.settings;

import java.time.Duration;

/**
 * What a processor is set up for. The more images go together, through polls, batches and commits, the less each costs, and the
 * longer it waits for the others.
 *
 * @param commitInterval how often answers become visible; the stream stands still for some milliseconds at each
 * @param linger how long a record waits for others to be sent with
 * @param recordsInPoll the most that are read, and at most scored, together. A stream thread joins a rebalance
 *     only after its poll, and all others wait for it
 */
public record Tuning(Duration commitInterval, Duration linger, int recordsInPoll) {
    /** A middle way: an answer within a fifth of a second, at most of the throughput. */
    public static final Tuning BALANCED = new Tuning(Duration.ofMillis(100), Duration.ofMillis(5), 1024);

    /** The most images a second; an answer takes up to a second longer. */
    public static final Tuning THROUGHPUT = new Tuning(Duration.ofSeconds(1), Duration.ofMillis(20), 4096);

    /** The quickest answers that each have a commit of their own, or nearly. */
    public static final Tuning LATENCY = new Tuning(Duration.ofMillis(20), Duration.ZERO, 512);

    /** Checks each by itself. */
    public Tuning {
        if (commitInterval.toMillis() < 1) {
            throw new IllegalArgumentException("commit interval must be at least 1 ms but was " + commitInterval);
        }
        if (linger.isNegative()) {
            throw new IllegalArgumentException("linger must not be negative but was " + linger);
        }
        if (recordsInPoll < 1) {
            throw new IllegalArgumentException("records in a poll must be at least 1 but was " + recordsInPoll);
        }
    }

    /** Returns the same with another commit interval. */
    public Tuning withCommitInterval(Duration newInterval) {
        return new Tuning(newInterval, linger, recordsInPoll);
    }
}
