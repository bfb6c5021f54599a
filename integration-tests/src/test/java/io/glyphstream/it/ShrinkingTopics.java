package io.glyphstream.it;

import io.glyphstream.verifier.topics.Span;
import java.util.SortedMap;
import org.apache.kafka.common.TopicPartition;

/** A recording of which retention removes the oldest records of one partition as soon as somebody has looked at its size. */
final class ShrinkingTopics extends ForwardingContents {
    private final RecordedTopics before;
    private final TopicPartition shrinking;
    private volatile boolean seen;

    ShrinkingTopics(RecordedTopics topics, TopicPartition shrinking, long begin) {
        super(topics.removedBefore(shrinking, begin));
        before = topics;
        this.shrinking = shrinking;
    }

    @Override
    public SortedMap<Integer, Span> partitions(String topic) {
        var found = seen ? super.partitions(topic) : before.partitions(topic);
        seen |= topic.equals(shrinking.topic());
        return found;
    }
}
