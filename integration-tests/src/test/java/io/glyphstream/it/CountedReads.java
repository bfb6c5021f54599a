package io.glyphstream.it;

import io.glyphstream.verifier.topics.RecordStream;
import io.glyphstream.verifier.topics.Span;
import io.glyphstream.verifier.topics.TopicContents;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What is on topics, and how much of each is read. */
final class CountedReads extends ForwardingContents {
    private final Map<String, Long> reads = new ConcurrentHashMap<>();

    CountedReads(TopicContents contents) {
        super(contents);
    }

    /** Returns how many records of a topic were read. */
    long of(String topic) {
        return reads.getOrDefault(topic, 0L);
    }

    @Override
    public RecordStream read(String topic, int partition, Span span) {
        var records = super.read(topic, partition, span);
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
}
