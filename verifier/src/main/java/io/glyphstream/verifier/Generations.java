package io.glyphstream.verifier;

import static java.util.Objects.requireNonNull;

import io.glyphstream.schemas.kafka.Topics;
import io.glyphstream.verifier.topics.Span;
import io.glyphstream.verifier.topics.TopicContents;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Finds out whether images or labels are younger than outcomes that are there: deleted and created again. */
final class Generations {
    private final Topics topics;
    private final TopicContents contents;

    Generations(Topics topics, TopicContents contents) {
        this.topics = topics;
        this.contents = contents;
    }

    /** What is known of the ages of images and labels, by partition. */
    record Known(Map<Integer, Generation> ofImages, Map<Integer, Generation> ofLabels) {
        static final Known NOTHING = new Known(Map.of(), Map.of());

        Generation images(int partition) {
            return ofImages.getOrDefault(partition, Generation.FIRST);
        }

        Generation labels(int partition) {
            return ofLabels.getOrDefault(partition, Generation.FIRST);
        }
    }

    /** Returns under what the partitions must be looked at again; nothing if the first look was right. */
    Optional<Known> of(List<PartitionScope> scopes, SortedMap<Integer, PartitionWork.Done> checks) {
        var ends = new Ends(
                contents.partitions(topics.images().name()),
                contents.partitions(topics.labels().name()));
        var former = formerAnswers(scopes, checks, ends);
        var isBeyond = false;
        var imagesYounger = former.values().stream().anyMatch(count -> count > 0);
        var labelsYounger = false;
        for (var scope : scopes) {
            var done = requireNonNull(checks.get(scope.partition()));
            isBeyond |= done.check().newestOutcome() >= ends.ofImages(scope).end();
            imagesYounger |=
                    done.check().newestDeadImage() >= ends.ofImages(scope).end();
            labelsYounger |=
                    done.labels().letters().last() >= ends.ofLabels(scope).end();
        }
        if (!isBeyond && !imagesYounger && !labelsYounger) {
            return Optional.empty();
        }
        var known = new Known(new HashMap<>(), new HashMap<>());
        for (var scope : scopes) {
            var partition = scope.partition();
            var answers = former.getOrDefault(partition, 0L);
            known.ofImages.put(
                    partition,
                    new Generation(imagesYounger, answers, ends.ofImages(scope).end()));
            known.ofLabels.put(
                    partition,
                    new Generation(labelsYounger, 0, ends.ofLabels(scope).end()));
        }
        return Optional.of(known);
    }

    /** Where images and labels begin and end, after all outcomes have been read. */
    private record Ends(Map<Integer, Span> images, Map<Integer, Span> labels) {
        Span ofImages(PartitionScope scope) {
            return images.getOrDefault(scope.partition(), scope.images());
        }

        Span ofLabels(PartitionScope scope) {
            return labels.getOrDefault(scope.partition(), scope.labels());
        }
    }

    /** Looks at the partitions in which something is wrong: a topic that was created again shows as that first. */
    private Map<Integer, Long> formerAnswers(
            List<PartitionScope> scopes, SortedMap<Integer, PartitionWork.Done> checks, Ends ends) {
        var former = new HashMap<Integer, Long>();
        for (var scope : scopes) {
            var done = requireNonNull(checks.get(scope.partition()));
            var images = ends.ofImages(scope);
            if (!done.findings().isEmpty() || done.check().newestOutcome() >= images.end()) {
                var answers = new FormerAnswers(topics, contents, scope.partition(), images);
                former.put(scope.partition(), answers.count(scope.predictions()));
            }
        }
        return former;
    }
}
