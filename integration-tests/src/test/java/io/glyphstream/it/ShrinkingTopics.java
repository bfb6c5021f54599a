package io.glyphstream.it;

import io.glyphstream.verifier.topics.RecordStream;
import io.glyphstream.verifier.topics.Span;
import io.glyphstream.verifier.topics.TopicContents;
import java.util.Map;
import java.util.SortedMap;
import org.apache.kafka.common.TopicPartition;

/** A recording of which retention removes the oldest records of one partition as soon as somebody has looked at its size. */
final class ShrinkingTopics implements TopicContents {
    private final RecordedTopics before;
    private final RecordedTopics after;
    private final TopicPartition shrinking;
    private volatile boolean seen;

    ShrinkingTopics(RecordedTopics topics, TopicPartition shrinking, long begin) {
        before = topics;
        after = topics.removedBefore(shrinking, begin);
        this.shrinking = shrinking;
    }

    @Override
    public SortedMap<Integer, Span> partitions(String topic) {
        var found = (seen ? after : before).partitions(topic);
        seen |= topic.equals(shrinking.topic());
        return found;
    }

    @Override
    public RecordStream read(String topic, int partition, Span span) {
        return after.read(topic, partition, span);
    }

    @Override
    public long offsetOf(String topic, int partition, long time) {
        return after.offsetOf(topic, partition, time);
    }

    @Override
    public Map<Integer, Long> committed(String group, String topic) {
        return before.committed(group, topic);
    }
}
