package io.glyphstream.console.stream;

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
    private final TrailingWindow<Map<Integer, Long>> marks = new TrailingWindow<>(RATE_MILLIS);
    private Map<Integer, OffsetSpan> spans = Map.of();

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
        var base = marks.add(atMillis, Map.copyOf(next));
        if (base.at() >= atMillis) {
            return Optional.empty();
        }
        long done = next.entrySet().stream()
                .mapToLong(entry -> entry.getValue() - base.value().getOrDefault(entry.getKey(), entry.getValue()))
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
}
