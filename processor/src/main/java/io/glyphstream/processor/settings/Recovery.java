package io.glyphstream.processor.settings;

import java.time.Duration;

/**
 * How soon a processor that died without a word is given up, so that others answer in its place.
 *
 * <p>After the longer of the two, answers flow again. Both have a price: a processor that is only held up that long,
 * by a full machine or a slow broker, is taken for dead too. It then starts over from its last commit; nothing is lost.
 *
 * @param sessionTimeout after so long without a heartbeat a processor's partitions go to others. Brokers refuse less
 *     than their {@code group.min.session.timeout.ms}, which is 6 s unless set
 * @param transactionTimeout after so long the broker aborts the transaction that a dead processor left open, which
 *     until then hides all later records from its readers. The broker looks for such transactions every
 *     {@code transaction.abort.timed.out.transaction.cleanup.interval.ms}, which is 10 s unless set
 */
public record Recovery(Duration sessionTimeout, Duration transactionTimeout) {
    /** What every broker accepts as it comes, and a machine with too much to do can keep. */
    public static final Recovery ANY_BROKER = new Recovery(Duration.ofSeconds(6), Duration.ofSeconds(10));

    /** Under 5 s, for brokers that allow a session of 3 s and look for dead transactions every 500 ms. */
    public static final Recovery FAST = new Recovery(Duration.ofSeconds(3), Duration.ofSeconds(3));

    /** Checks that both are at least 1 s. */
    public Recovery {
        atLeastOneSecond("session timeout", sessionTimeout);
        atLeastOneSecond("transaction timeout", transactionTimeout);
    }

    private static void atLeastOneSecond(String what, Duration duration) {
        if (duration.toMillis() < 1000) {
            throw new IllegalArgumentException(what + " must be at least 1 s but was " + duration);
        }
    }
}
