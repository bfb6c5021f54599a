package io.glyphstream.processor;

import io.glyphstream.counting.AccuracyReports;
import io.glyphstream.counting.OpenWindows;
import io.glyphstream.processor.resume.Changelogs;
import io.glyphstream.schemas.AccuracyPartial;
import io.glyphstream.schemas.AccuracyReport;
import io.glyphstream.schemas.AccuracyWindows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/*
 * Partials are cumulative, so the newest of each partition replaces the one before, and the sum of the newest is exact however
 * often one was sent. Reports wait a moment, because the partials of all partitions come at about the same time. Which reports
 * are due is not remembered over a restart: then all are made again.
 */
/** Keeps the newest partial of each partition and reports their sum. */
final class SumPartials implements Processor<String, AccuracyPartial, String, AccuracyReport> {
    static final Duration PERIOD = Duration.ofMillis(250);

    private final Set<String> due = new LinkedHashSet<>();
    private OpenWindows windows = newWindows();
    private @Nullable ProcessorContext<String, AccuracyReport> context;
    private @Nullable KeyValueStore<String, AccuracyPartial> store;

    @Override
    public void init(ProcessorContext<String, AccuracyReport> newContext) {
        KeyValueStore<String, AccuracyPartial> newest = newContext.getStateStore(Changelogs.NEWEST_PARTIALS);
        due.clear();
        windows = newWindows();
        try (var stored = newest.all()) {
            stored.forEachRemaining(entry -> {
                var key = entry.key.substring(0, entry.key.lastIndexOf('#'));
                due.add(key);
                windows.add(key, entry.value.getWindowStart());
            });
        }
        newContext.schedule(PERIOD, PunctuationType.WALL_CLOCK_TIME, now -> report());
        context = newContext;
        store = newest;
    }

    @Override
    public void process(Record<String, AccuracyPartial> record) {
        var partial = record.value();
        var windowStart = partial.getWindowStart();
        if (windowStart != null && !windows.isOpen(windowStart.toEpochMilli())) {
            return;
        }
        Objects.requireNonNull(store).put(record.key() + "#" + partial.getPartition(), partial);
        due.add(record.key());
        windows.add(record.key(), windowStart);
        closeWindows();
    }

    private static OpenWindows newWindows() {
        return new OpenWindows(AccuracyWindows::isSummed);
    }

    private void report() {
        due.forEach(this::report);
        due.clear();
    }

    private void report(String key) {
        var here = Objects.requireNonNull(context);
        var now = here.currentSystemTimeMs();
        var report = AccuracyReports.sum(partials(key), Instant.ofEpochMilli(now));
        here.forward(new Record<>(key, report, now));
    }

    private void closeWindows() {
        for (var key : windows.close()) {
            if (due.remove(key)) {
                report(key);
            }
            for (var partial : partials(key)) {
                Objects.requireNonNull(store).delete(key + "#" + partial.getPartition());
            }
        }
    }

    private List<AccuracyPartial> partials(String key) {
        var partials = new ArrayList<AccuracyPartial>();
        try (var stored = Objects.requireNonNull(store).prefixScan(key + "#", new StringSerializer())) {
            stored.forEachRemaining(entry -> partials.add(entry.value));
        }
        return partials;
    }
}
