package io.glyphstream.processor.status;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * The broker stamps a report between the moments when it was sent and when it was acknowledged. So a stamp outside of them proves that
 * the clocks differ, by the distance at least; how long the report was on its way does not matter.
 */
/** Compares this machine's clock with the brokers', by the times that they give to the processor's reports. Thread-safe. */
public final class ClockWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ClockWatch.class);
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    private final Clock clock;
    private final Runnable news;

    @GuardedBy("this")
    private long aheadMillis;

    @GuardedBy("this")
    private boolean isOff;

    /** @param news is called when the clock is found to be off, or right again, without a lock of this object */
    public ClockWatch(Clock clock, Runnable news) {
        this.clock = clock;
        this.news = news;
    }

    /** Returns the time by this machine's clock, in milliseconds since 1970. */
    long now() {
        return clock.millis();
    }

    /**
     * Takes in the times of a report that is known to be written now.
     *
     * @param sent when it was sent, by this machine's clock
     * @param written when it was written, by the broker's
     */
    void compare(long sent, long written) {
        var acknowledged = now();
        var ahead = 0L;
        if (written < sent) {
            ahead = sent - written;
        }
        if (written > acknowledged) {
            ahead = acknowledged - written;
        }
        change(ahead).ifPresent(sentence -> {
            LOG.warn("{}", sentence);
            news.run();
        });
    }

    /** Returns what is new, if the clock is found to be off, or right again. */
    private synchronized Optional<String> change(long ahead) {
        var wasOff = isOff;
        aheadMillis = ahead;
        isOff = Math.abs(ahead) > TOLERANCE.toMillis();
        if (isOff == wasOff) {
            return Optional.empty();
        }
        return Optional.of(isOff ? sentence(ahead) : "this machine's clock agrees with the brokers' again");
    }

    /** Returns by how many seconds this machine's clock is ahead of the brokers'; negative if it is behind. */
    public synchronized double secondsAhead() {
        return aheadMillis / 1000.0;
    }

    /** Returns a sentence if the clock is off. */
    public synchronized List<String> warnings() {
        return isOff ? List.of(sentence(aheadMillis)) : List.of();
    }

    private static String sentence(long ahead) {
        return String.format(
                Locale.ROOT,
                "this machine's clock is %.1f s %s the brokers'; the times in its predictions are wrong: set the clock",
                Math.abs(ahead) / 1000.0,
                ahead > 0 ? "ahead of" : "behind");
    }
}
