package io.glyphstream.verifier;

import io.glyphstream.schemas.kafka.HeldPartition;
import io.glyphstream.verifier.topics.RecordStream;
import io.glyphstream.verifier.topics.Span;
import io.glyphstream.verifier.topics.TopicContents;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads spans from their beginnings to their ends, and tells how far all of them together are. Thread-safe. */
final class Reading {
    private static final int BETWEEN_REPORTS = 1_024;

    private final TopicContents contents;
    private final VerifyProgress progress;
    private final long total;
    private final AtomicLong done = new AtomicLong();
    private final SortedMap<String, HeldPartition> held = new ConcurrentSkipListMap<>();

    Reading(TopicContents contents, VerifyProgress progress, long total) {
        this.contents = contents;
        this.progress = progress;
        this.total = total;
    }

    /** Hands the records of a span to a reader. */
    void read(String topic, int partition, Span span, Consumer<Iterator<ConsumerRecord<byte[], byte[]>>> reader) {
        if (span.length() == 0) {
            reader.accept(Collections.emptyIterator());
            return;
        }
        try (var records = contents.read(topic, partition, span)) {
            reader.accept(counted(records));
            records.held().ifPresent(open -> held.put(topic + "-" + partition, open));
        }
    }

    /** Returns the partitions that could not be read to their ends, in order. */
    Collection<HeldPartition> held() {
        return held.values();
    }

    private Iterator<ConsumerRecord<byte[], byte[]>> counted(RecordStream records) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return records.hasNext();
            }

            @Override
            public ConsumerRecord<byte[], byte[]> next() {
                var count = done.incrementAndGet();
                if (count % BETWEEN_REPORTS == 0) {
                    progress.progress(Math.min(count, total), total);
                }
                return records.next();
            }
        };
    }
}
