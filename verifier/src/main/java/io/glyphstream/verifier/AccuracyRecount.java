package io.glyphstream.verifier;

import io.glyphstream.schemas.AccuracyWindows;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.RecordKeys;
import io.glyphstream.schemas.Score;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts predictions one by one as the tally of their partition must have counted them. */
final class AccuracyRecount {
    private final Map<Key, Recount> counts = new HashMap<>();
    private @Nullable Instant newestWindow;

    /** A window start of null stands for the total. */
    private record Key(ModelReference model, @Nullable Instant windowStart) {}

    /** Counts the partition's next prediction, whose record is of this time. */
    void count(Prediction prediction, long timestamp, @Nullable Integer truth) {
        var window = AccuracyWindows.start(Instant.ofEpochMilli(timestamp));
        var newest = newestWindow;
        var open = newest == null || AccuracyWindows.isOpen(window, newest);
        if (newest == null || window.isAfter(newest)) {
            newestWindow = window;
        }
        for (var score : prediction.getScores()) {
            recount(score, null).add(score.getLabel(), truth);
            if (open) {
                recount(score, window).add(score.getLabel(), truth);
            }
        }
    }

    private Recount recount(Score score, @Nullable Instant window) {
        return counts.computeIfAbsent(
                new Key(score.getModel(), window),
                key -> new Recount(score.getModel(), score.getOutputs().size(), window));
    }

    /** Returns the sums over all partitions, by the keys of their reports. */
    static Map<String, Recount> sum(Iterable<AccuracyRecount> partitions) {
        var sums = new HashMap<String, Recount>();
        for (var partition : partitions) {
            partition.counts.forEach((key, count) -> {
                var name = key.windowStart == null
                        ? RecordKeys.accuracy(key.model)
                        : RecordKeys.accuracy(key.model, key.windowStart);
                sums.computeIfAbsent(name, none -> new Recount(count.model(), count.classes(), count.windowStart()))
                        .add(count);
            });
        }
        return sums;
    }
}
