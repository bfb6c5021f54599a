package io.glyphstream.it;

import static java.util.Objects.requireNonNull;

import io.glyphstream.verifier.topics.RecordStream;
import io.glyphstream.verifier.topics.Span;
import io.glyphstream.verifier.topics.TopicContents;
import java.util.Map;
import java.util.SortedMap;
import org.apache.kafka.common.TopicPartition;

/** A recording of which one partition has a record less at the first look: the last one came in meanwhile. */
final class FedTopics implements TopicContents {
    private final RecordedTopics topics;
    private final TopicPartition fed;
    private boolean seen;

    FedTopics(RecordedTopics topics, TopicPartition fed) {
        this.topics = topics;
        this.fed = fed;
    }

    @Override
    public synchronized SortedMap<Integer, Span> partitions(String topic) {
        var found = topics.partitions(topic);
        if (topic.equals(fed.topic()) && !seen) {
            seen = true;
            var all = requireNonNull(found.get(fed.partition()));
            found.put(fed.partition(), new Span(all.begin(), all.end() - 1));
        }
        return found;
    }

    @Override
    public RecordStream read(String topic, int partition, Span span) {
        return topics.read(topic, partition, span);
    }

    @Override
    public long offsetOf(String topic, int partition, long time) {
        return topics.offsetOf(topic, partition, time);
    }

    @Override
    public Map<Integer, Long> committed(String group, String topic) {
        return topics.committed(group, topic);
    }
}
