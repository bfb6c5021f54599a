package io.glyphstream.processor;

import io.glyphstream.processor.metrics.ProcessorMetrics;
import io.glyphstream.schemas.AccuracyPartial;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueStore;

/*
 * The counts of a partition begin with its first record, and go on with whichever processor has the partition. The metrics of a
 * processor tell what it counted itself: so what was counted before is subtracted.
 *
 * A label that replaces another may make a right answer wrong. A counter of Prometheus must not fall: then it rests until as many
 * were right again.
 */
/** Counts, for one partition, the scores that were compared with labels here. Not thread-safe. */
final class ComparedScores {
    private final ProcessorMetrics metrics;
    private final Map<String, Sums> counted = new HashMap<>();

    private record Sums(long labeled, long correct) {
        static final Sums NONE = new Sums(0, 0);

        static Sums of(AccuracyPartial partial) {
            var confusion = partial.getConfusion();
            var labeled = 0L;
            var correct = 0L;
            for (var i = 0; i < confusion.size(); i++) {
                labeled += confusion.get(i);
                correct += i % (partial.getClasses() + 1) == 0 ? confusion.get(i) : 0;
            }
            return new Sums(labeled, correct);
        }

        Sums atLeast(Sums other) {
            return new Sums(Math.max(labeled, other.labeled), Math.max(correct, other.correct));
        }
    }

    /** What the store has was counted before. */
    ComparedScores(ProcessorMetrics metrics, KeyValueStore<String, AccuracyPartial> store) {
        this.metrics = metrics;
        try (var stored = store.all()) {
            stored.forEachRemaining(entry -> {
                if (entry.value.getWindowStart() == null) {
                    counted.put(entry.key, Sums.of(entry.value));
                }
            });
        }
    }

    /** Takes in the newest counts under a key. Those of windows are part of the totals. */
    void counted(String key, AccuracyPartial partial) {
        if (partial.getWindowStart() != null) {
            return;
        }
        var before = counted.getOrDefault(key, Sums.NONE);
        var now = Sums.of(partial).atLeast(before);
        counted.put(key, now);
        metrics.compared(
                partial.getModel(), partial.getRole(), now.labeled - before.labeled, now.correct - before.correct);
    }
}
