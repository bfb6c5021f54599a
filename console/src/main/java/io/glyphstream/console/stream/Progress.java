package io.glyphstream.console.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far each partition of the images is answered, and how fast that goes on. It needs no more than some answers of each partition:
 * what lies between two of them is answered too.
 */
final class Progress {

    /** Commits bring answers in bursts: a rate of less than this would jump. */
    private static final long RATE_MILLIS = 3_000;

    private final Map<Integer, Long> next = new HashMap<>();
    private final Deque<Mark> marks = new ArrayDeque<>();
    private Map<Integer, OffsetSpan> spans = Map.of();

    private record Mark(long at, Map<Integer, Long> next) {}

    /** Takes in that an image is done, and so are all before it. */
    void done(int partition, long offset) {
        next.merge(partition, offset + 1, Math::max);
    }

    /** Forgets all. */
    void clear() {
        next.clear();
        marks.clear();
        spans = Map.of();
    }

    /** Takes in what the partitions of the images hold. */
    void spans(Map<Integer, OffsetSpan> now) {
        spans = Map.copyOf(now);
    }

    /** Returns how many images a second were done lately; empty at the first call. */
    Optional<Double> rate(long atMillis) {
        marks.addLast(new Mark(atMillis, Map.copyOf(next)));
        while (marks.size() > 2 && atMillis - second().at() >= RATE_MILLIS) {
            marks.removeFirst();
        }
        var base = marks.getFirst();
        if (base.at() >= atMillis) {
            return Optional.empty();
        }
        long done = next.entrySet().stream()
                .mapToLong(entry -> entry.getValue() - base.next().getOrDefault(entry.getKey(), entry.getValue()))
                .sum();
        return Optional.of(1000.0 * done / (atMillis - base.at()));
    }

    /** Returns how many images wait; empty while it is not known what there is. */
    Optional<Long> lag() {
        if (spans.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(spans.entrySet().stream()
                .mapToLong(entry -> lag(next.get(entry.getKey()), entry.getValue()))
                .sum());
    }

    private static long lag(@Nullable Long next, OffsetSpan span) {
        long from = next == null ? span.begin() : Math.max(next, span.begin());
        return Math.max(0, span.end() - from);
    }

    private Mark second() {
        var each = marks.iterator();
        each.next();
        return each.next();
    }
}
