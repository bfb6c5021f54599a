package io.glyphstream.verifier;

import io.glyphstream.schemas.kafka.Topics;
import io.glyphstream.verifier.topics.Span;
import io.glyphstream.verifier.topics.TopicContents;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What is to be read.
 *
 * @param extents by partition, if only the newest images are verified; empty if all that is there is
 */
record Spans(
        SortedMap<Integer, Span> images,
        SortedMap<Integer, Span> labels,
        SortedMap<Integer, Span> predictions,
        SortedMap<Integer, Span> deadLetters,
        Map<Integer, Extent> extents) {
    /** Returns these of the inputs, and of the outcomes what is there now: all that came of the inputs, if it is committed. */
    static Spans of(
            Topics topics, TopicContents contents, SortedMap<Integer, Span> images, SortedMap<Integer, Span> labels) {
        return new Spans(
                images,
                labels,
                contents.partitions(topics.predictions().name()),
                contents.partitions(topics.deadLetters().name()),
                Map.of());
    }

    long records() {
        return List.of(images, labels, predictions, deadLetters).stream()
                .flatMap(topic -> topic.values().stream())
                .mapToLong(Span::length)
                .sum();
    }

    /** Returns whether only the newest images are verified. */
    boolean isPart() {
        return !extents.isEmpty();
    }

    Extent extent(int partition) {
        return extents.getOrDefault(partition, Extent.ALL);
    }

    /** Returns whether records were removed from one of these. */
    static boolean isCut(SortedMap<Integer, Span> topic) {
        return topic.values().stream().anyMatch(span -> span.begin() > 0);
    }
}
