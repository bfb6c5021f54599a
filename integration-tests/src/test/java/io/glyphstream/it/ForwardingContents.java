package io.glyphstream.it;

import io.glyphstream.verifier.topics.RecordStream;
import io.glyphstream.verifier.topics.Span;
import io.glyphstream.verifier.topics.TopicContents;
import java.util.Map;
import java.util.SortedMap;

/** The contents of topics; a subclass changes what a test wants to be otherwise. */
abstract class ForwardingContents implements TopicContents {
    private final TopicContents contents;

    ForwardingContents(TopicContents contents) {
        this.contents = contents;
    }

    @Override
    public SortedMap<Integer, Span> partitions(String topic) {
        return contents.partitions(topic);
    }

    @Override
    public RecordStream read(String topic, int partition, Span span) {
        return contents.read(topic, partition, span);
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
