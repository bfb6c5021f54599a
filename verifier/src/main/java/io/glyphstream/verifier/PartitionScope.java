package io.glyphstream.verifier;

import io.glyphstream.verifier.topics.Span;
import java.util.OptionalLong;

/**
 * What of one partition is to be verified.
 *
 * @param images the part of the images that must have outcomes
 * @param committed how far the processors have committed the images, if at all
 * @param committedLabels how far they have committed the labels, if at all
 * @param letters whether dead letters were removed from their topic, those of this partition perhaps among them
 * @param extent which of the images must have outcomes, if not all, and where their answers begin
 */
record PartitionScope(
        int partition,
        Span images,
        Span labels,
        Span predictions,
        OptionalLong committed,
        OptionalLong committedLabels,
        Letters letters,
        Extent extent) {
    /** Whether all dead letters are there. */
    enum Letters {
        COMPLETE,
        SOME_REMOVED
    }

    /** Returns the same without what has been removed in the meantime. */
    PartitionScope without(Removed removed) {
        return new PartitionScope(
                partition,
                rest(images, removed.images),
                rest(labels, removed.labels),
                rest(predictions, removed.predictions),
                committed,
                committedLabels,
                letters,
                extent);
    }

    /** Returns the same with all predictions from this offset on, wherever the answers were thought to begin. */
    PartitionScope withAnswersFrom(long begin) {
        return new PartitionScope(
                partition,
                images,
                labels,
                new Span(Math.min(begin, predictions.begin()), predictions.end()),
                committed,
                committedLabels,
                letters,
                new Extent(extent.imagesFrom(), 0));
    }

    /** Where the partition of images, labels and predictions begins by now. */
    record Removed(long images, long labels, long predictions) {}

    private static Span rest(Span span, long begin) {
        return new Span(Math.max(begin, span.begin()), Math.max(begin, span.end()));
    }

    /** Returns whether no answer to these images was removed. */
    boolean hasAllAnswers() {
        return predictions.begin() <= extent.answersFrom();
    }

    /** Returns the offset from which on the outcomes of images are there, unless the predictions tell it. */
    long outcomesFrom() {
        return hasAllAnswers() ? 0 : committed.orElse(images.end());
    }
}
