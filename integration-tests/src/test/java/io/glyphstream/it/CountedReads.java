package io.glyphstream.it;

import io.glyphstream.verifier.topics.RecordStream;
import io.glyphstream.verifier.topics.Span;
import io.glyphstream.verifier.topics.TopicContents;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What is on topics, and how much of each is read. */
final class CountedReads implements TopicContents {
    private final TopicContents contents;
    private final Map<String, Long> reads = new ConcurrentHashMap<>();

    CountedReads(TopicContents contents) {
        this.contents = contents;
    }

    /** Returns how many records of a topic were read. */
    long of(String topic) {
        return reads.getOrDefault(topic, 0L);
    }

    @Override
    public SortedMap<Integer, Span> partitions(String topic) {
        return contents.partitions(topic);
    }

    @Override
    public RecordStream read(String topic, int partition, Span span) {
        var records = contents.read(topic, partition, span);
        return new RecordStream() {
            @Override
            public boolean hasNext() {
                return records.hasNext();
            }

            @Override
            public ConsumerRecord<byte[], byte[]> next() {
                reads.merge(topic, 1L, Long::sum);
                return records.next();
            }

            @Override
            public void close() {
                records.close();
            }
        };
    }

    @Override
    public long offsetOf(String topic, int partition, long time) {
        return contents.offsetOf(topic, partition, time);
    }

    @Override
    public Map<Integer, Long> committed(String group, String topic) {
        return contents.committed(group, topic);
    }
}
