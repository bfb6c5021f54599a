package io.glyphstream.verifier;

import io.glyphstream.schemas.kafka.Topics;
import io.glyphstream.verifier.topics.Span;
import io.glyphstream.verifier.topics.TopicContents;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Where images and labels end, by partition: as long as this stays the same, nothing comes. */
record InputEnds(Map<Integer, Long> images, Map<Integer, Long> labels) {
    static InputEnds now(Topics topics, TopicContents contents) {
        return of(
                contents.partitions(topics.images().name()),
                contents.partitions(topics.labels().name()));
    }

    static InputEnds of(SortedMap<Integer, Span> images, SortedMap<Integer, Span> labels) {
        return new InputEnds(ends(images), ends(labels));
    }

    private static Map<Integer, Long> ends(SortedMap<Integer, Span> spans) {
        return spans.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().end()));
    }
}
