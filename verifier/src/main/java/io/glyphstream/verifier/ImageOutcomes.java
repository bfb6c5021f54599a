package io.glyphstream.verifier;

import io.glyphstream.verifier.report.Finding;
import io.glyphstream.verifier.report.InputCounts;
import io.glyphstream.verifier.report.Stretch;
import io.glyphstream.verifier.topics.Span;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Which images of one partition are there, which were, and which of both had outcomes. */
final class ImageOutcomes {
    private final String topic;
    private final PartitionScope scope;
    private final Span span;
    private final Fingerprints fingerprints;
    private final LetterCheck letters;
    private final Findings findings;
    private final RemovedInputs removed;
    private final OffsetSet inputs;
    private final OffsetSet answered;
    private final OffsetSet unfit;
    private long from = -1;

    ImageOutcomes(
            String topic, PartitionScope scope, Fingerprints fingerprints, Generation generation, Findings findings) {
        this.topic = topic;
        this.scope = scope;
        this.fingerprints = fingerprints;
        this.findings = findings;
        span = scope.images();
        letters = new LetterCheck(
                new LetterCheck.Originals(topic, scope.partition(), span, fingerprints), generation, findings);
        removed = new RemovedInputs(topic, scope.partition(), span.begin());
        inputs = new OffsetSet(span);
        answered = new OffsetSet(span);
        unfit = new OffsetSet(span);
        if (scope.hasAllAnswers() || generation.formerAnswers() > 0) {
            begin(0);
        }
    }

    private void begin(long offset) {
        from = Math.max(offset, scope.extent().imagesFrom());
        removed.begin(from);
    }

    /** Takes the next image that is there, and returns whether it has a dead letter. */
    boolean pass(ConsumerRecord<byte[], byte[]> image) {
        inputs.add(image.offset());
        return letters.take(image);
    }

    /** Takes that the image at this offset is none that could be answered. */
    void unfit(long offset) {
        unfit.add(offset);
    }

    /** Takes the next answer, whether its image is there or not; where the first one points, what is known begins. */
    void know(long offset) {
        if (from < 0) {
            begin(offset);
        }
        removed.add(offset);
    }

    /** Takes that an image is answered, and returns whether it was not before. */
    boolean answer(long offset) {
        return answered.add(offset);
    }

    boolean isDead(long offset) {
        return letters.isDead(offset);
    }

    /**
     * Finds what has no outcome, and returns what became of the images that are there.
     *
     * @param repeated predictions beyond the first of each image
     */
    InputCounts finish(long repeated) {
        letters.finish(inputs);
        if (from < 0) {
            begin(scope.outcomesFrom());
        }
        for (var offset : fingerprints.offsets()) {
            removed.add(offset);
        }
        removed.finish();
        removed.losses().forEach(loss -> findings.lose(loss, scope.letters()));
        findings.undecide(removed.undecided());
        return judge(repeated);
    }

    private InputCounts judge(long repeated) {
        var dead = 0L;
        var missing = 0L;
        var unknown = 0L;
        for (var offset = inputFrom(span.begin()); offset >= 0; offset = inputFrom(offset + 1)) {
            if (answered.contains(offset)) {
                continue;
            }
            if (letters.isDead(offset)) {
                dead++;
                continue;
            }
            if (offset < from || unfit.contains(offset)) {
                unknown++;
                continue;
            }
            missing++;
            miss(offset);
        }
        var all = inputs.size();
        return new InputCounts(
                all, all - dead - missing - unknown, dead, missing, unknown, repeated + letters.repeated());
    }

    private void miss(long offset) {
        if (scope.letters() == PartitionScope.Letters.SOME_REMOVED) {
            findings.lose(new Stretch(topic, scope.partition(), offset, offset), scope.letters());
            return;
        }
        findings.add(
                Finding.MISSING,
                () -> Places.of(topic, scope.partition(), offset) + " has neither a prediction nor a dead letter");
    }

    /** Returns whether there are offsets without a record, as transactions leave them. */
    boolean hasGaps() {
        return inputs.size() < span.length();
    }

    LetterCheck letters() {
        return letters;
    }

    /** Returns the first offset from this one on where there is an image, or -1. */
    long inputFrom(long offset) {
        return offset >= span.end() ? -1 : inputs.next(Math.max(offset, span.begin()));
    }
}
