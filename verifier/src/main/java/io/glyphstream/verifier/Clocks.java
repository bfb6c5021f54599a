package io.glyphstream.verifier;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Times that contradict the order of what is on the topics: a cause that its effect's time precedes. Nothing is decided by
 * them, as they were read from the clocks of different machines. Thread-safe.
 */
final class Clocks {
    /** Clocks that are set by the network differ by less. */
    private static final Duration APART = Duration.ofSeconds(2);

    @GuardedBy("this")
    private final Map<String, Contradiction> contradictions = new TreeMap<>();

    @GuardedBy("this")
    private Duration most = Duration.ZERO;

    private record Contradiction(long count, Duration most, String place) {}

    /** Takes the times of a cause, in words, and of a prediction that cannot have come before it. */
    void compare(String cause, Instant caused, Instant scored, String place) {
        var apart = Duration.between(scored, caused);
        if (apart.compareTo(APART) > 0) {
            add(cause, apart, place);
        }
    }

    private synchronized void add(String cause, Duration apart, String place) {
        contradictions.merge(
                cause,
                new Contradiction(1, apart, place),
                (known, other) -> known.most.compareTo(other.most) < 0
                        ? new Contradiction(known.count + 1, other.most, other.place)
                        : new Contradiction(known.count + 1, known.most, known.place));
        most = apart.compareTo(most) > 0 ? apart : most;
    }

    /** Returns by how much the clocks contradict each other at the most; zero if they do not. */
    synchronized Duration most() {
        return most;
    }

    synchronized List<String> notes() {
        var notes = new ArrayList<String>();
        contradictions.forEach((cause, all) -> notes.add(String.format(
                Locale.ROOT,
                "clocks: by their times, %d predictions were scored before %s, %.1f s at the most (%s)."
                        + " The processor's clock is slow, or the other is fast. Their order is right; set the clocks",
                all.count,
                cause,
                all.most.toMillis() / 1000.0,
                all.place)));
        return notes;
    }
}
