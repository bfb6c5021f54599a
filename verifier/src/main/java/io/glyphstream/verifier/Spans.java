package io.glyphstream.verifier;

import io.glyphstream.schemas.kafka.Topics;
import io.glyphstream.verifier.topics.Span;
import io.glyphstream.verifier.topics.TopicContents;
import java.util.List;
import java.util.SortedMap;

/** What is to be read. */
record Spans(
        SortedMap<Integer, Span> images,
        SortedMap<Integer, Span> labels,
        SortedMap<Integer, Span> predictions,
        SortedMap<Integer, Span> deadLetters) {
    /** Returns these of the inputs, and of the outcomes what is there now: all that came of the inputs, if it is committed. */
    static Spans of(
            Topics topics, TopicContents contents, SortedMap<Integer, Span> images, SortedMap<Integer, Span> labels) {
        return new Spans(
                images,
                labels,
                contents.partitions(topics.predictions().name()),
                contents.partitions(topics.deadLetters().name()));
    }

    long records() {
        return List.of(images, labels, predictions, deadLetters).stream()
                .flatMap(topic -> topic.values().stream())
                .mapToLong(Span::length)
                .sum();
    }

    /** Returns whether records were removed from one of these. */
    static boolean isCut(SortedMap<Integer, Span> topic) {
        return topic.values().stream().anyMatch(span -> span.begin() > 0);
    }
}
