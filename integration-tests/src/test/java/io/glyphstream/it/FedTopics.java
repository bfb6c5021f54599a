package io.glyphstream.it;

import static java.util.Objects.requireNonNull;

import io.glyphstream.verifier.topics.Span;
import java.util.SortedMap;
import org.apache.kafka.common.TopicPartition;

/** A recording of which one partition has a record less at the first look: the last one came in meanwhile. */
final class FedTopics extends ForwardingContents {
    private final TopicPartition fed;
    private boolean seen;

    FedTopics(RecordedTopics topics, TopicPartition fed) {
        super(topics);
        this.fed = fed;
    }

    @Override
    public synchronized SortedMap<Integer, Span> partitions(String topic) {
        var found = super.partitions(topic);
        if (topic.equals(fed.topic()) && !seen) {
            seen = true;
            var all = requireNonNull(found.get(fed.partition()));
            found.put(fed.partition(), new Span(all.begin(), all.end() - 1));
        }
        return found;
    }
}
