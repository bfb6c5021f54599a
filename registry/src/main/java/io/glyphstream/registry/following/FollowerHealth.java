package io.glyphstream.registry.following;

import java.time.Duration;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;

/**
 * When a follower last succeeded, and how long it pauses after a failure. Only the follower's thread changes it; every
 * thread may read the age.
 */
final class FollowerHealth {
    static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final LongSupplier nanoTime;
    private volatile long succeededAt;
    private Duration pause = FIRST_PAUSE;
    private @Nullable String reason;

    /**
     * A follower that has not failed. Its age counts from now.
     *
     * @param nanoTime a clock such as {@link System#nanoTime()}
     */
    FollowerHealth(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        succeededAt = nanoTime.getAsLong();
    }

    /** Notes a failure, and returns true if the reason differs from that of the failure before. */
    boolean failed(String why) {
        var isOther = !why.equals(reason);
        reason = why;
        return isOther;
    }

    /** Notes a success, and returns true if the attempt before had failed. */
    boolean succeeded() {
        var hadFailed = hasFailed();
        reason = null;
        pause = FIRST_PAUSE;
        succeededAt = nanoTime.getAsLong();
        return hadFailed;
    }

    /** Returns true if the latest attempt failed. */
    boolean hasFailed() {
        return reason != null;
    }

    /** Returns how long to pause now; the next pause is twice as long, up to the longest. */
    Duration nextPause() {
        var now = pause;
        var doubled = now.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
        return now;
    }

    /** Returns the time since the last success, or since the beginning if there was none. */
    Duration age() {
        return Duration.ofNanos(nanoTime.getAsLong() - succeededAt);
    }

    /** Returns the topics that may not be read. */
    static String topics(TopicAuthorizationException denied) {
        return String.join(" and ", new TreeSet<>(denied.unauthorizedTopics()));
    }

    /** Returns which right is missing, and what to do. */
    static String reason(TopicAuthorizationException denied) {
        return "the right READ is missing (" + denied.getMessage() + "); grant it to this user";
    }
}
