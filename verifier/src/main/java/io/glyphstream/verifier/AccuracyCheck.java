package io.glyphstream.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glyphstream.schemas.AccuracyReport;
import io.glyphstream.schemas.UndecodableRecordException;
import io.glyphstream.schemas.kafka.Topic;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Compares the newest report of each version and window with what the predictions give. */
final class AccuracyCheck {
    private final Topic<AccuracyReport> topic;
    private final Map<String, Recount> expected;
    private final Map<String, AccuracyReport> newest = new HashMap<>();
    private final Map<String, String> unreadable = new TreeMap<>();

    AccuracyCheck(Topic<AccuracyReport> topic, Map<String, Recount> expected) {
        this.topic = topic;
        this.expected = expected;
    }

    /** Takes in the reports that follow those taken in before. */
    void read(Iterator<ConsumerRecord<byte[], byte[]>> reports) {
        reports.forEachRemaining(this::take);
    }

    private void take(ConsumerRecord<byte[], byte[]> report) {
        var key = report.key() == null ? "" : new String(report.key(), UTF_8);
        if (report.value() == null) {
            newest.remove(key);
            return;
        }
        try {
            newest.put(key, topic.decode(report.value()));
        } catch (UndecodableRecordException e) {
            unreadable.put(key, Places.of(report) + ": " + e.getMessage());
        }
    }

    /** Returns what is wrong, by the keys of the reports; nothing once all that was predicted is counted. */
    Map<String, String> differences() {
        var differences = new TreeMap<>(unreadable);
        expected.forEach((key, recount) -> {
            var report = newest.get(key);
            if (report == null) {
                differences.put(key, key + " has no report");
                return;
            }
            recount.difference(report).ifPresent(difference -> differences.put(key, key + " " + difference));
        });
        newest.keySet().stream()
                .filter(key -> !expected.containsKey(key))
                .forEach(key -> differences.put(key, key + " has a report, but no prediction counts for it"));
        return differences;
    }

    int size() {
        return expected.size();
    }
}
