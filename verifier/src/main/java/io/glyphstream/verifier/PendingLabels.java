package io.glyphstream.verifier;

import io.glyphstream.schemas.Images;
import io.glyphstream.schemas.Label;
import io.glyphstream.schemas.UndecodableRecordException;
import io.glyphstream.schemas.kafka.Topic;
import io.glyphstream.verifier.report.Finding;
import io.glyphstream.verifier.report.InputCounts;
import io.glyphstream.verifier.report.Stretch;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The labels that came later than their images, of one partition: the last one of an image is its truth. Those that came
 * too late are dead letters.
 */
final class PendingLabels {
    private final Topic<Label> topic;
    private final PartitionScope scope;
    private final LetterCheck letters;
    private final Findings findings;
    private final Map<String, Integer> truths = new HashMap<>();
    private final OffsetSet offsets;
    private long taken;
    private long dead;
    private long missing;
    private long unknown;
    private long last = -1;

    PendingLabels(
            Topic<Label> topic,
            PartitionScope scope,
            Fingerprints fingerprints,
            Generation generation,
            Findings findings) {
        this.topic = topic;
        this.scope = scope;
        this.findings = findings;
        offsets = new OffsetSet(scope.labels());
        letters = new LetterCheck(
                new LetterCheck.Originals(topic.name(), scope.partition(), scope.labels(), fingerprints),
                generation,
                findings);
    }

    /** Reads all of them. */
    void read(Iterator<ConsumerRecord<byte[], byte[]>> labels) {
        labels.forEachRemaining(this::take);
        letters.finish(offsets);
        findRemoved();
        if (letters.ofFormer() > 0) {
            findings.add(
                    Finding.FORMER_TOPIC,
                    letters.ofFormer(),
                    () -> topic.name() + "-" + scope.partition() + " is younger than its dead letters: "
                            + letters.ofFormer() + " are of a former topic of this name, which was deleted");
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        last = record.offset();
        offsets.add(last);
        if (letters.take(record)) {
            dead++;
            return;
        }
        try {
            var label = topic.decode(record.value() == null ? new byte[0] : record.value());
            Images.validateForm(label);
            truths.put(label.getImageId(), label.getLabel());
            taken++;
        } catch (UndecodableRecordException e) {
            refuse(record, e);
        }
    }

    private void refuse(ConsumerRecord<byte[], byte[]> record, UndecodableRecordException reason) {
        if (scope.letters() == PartitionScope.Letters.SOME_REMOVED) {
            unknown++;
            return;
        }
        missing++;
        findings.add(
                Finding.MISSING,
                () -> Places.of(record) + " is no label and should be a dead letter: " + reason.getMessage());
    }

    /** Labels leave no trace in predictions, so only a commit below the first one tells that some were lost. */
    private void findRemoved() {
        var begin = scope.labels().begin();
        var committed = scope.committedLabels().orElse(begin);
        if (committed >= begin) {
            return;
        }
        var loss = new Stretch(topic.name(), scope.partition(), committed, begin - 1);
        if (loss.offsets() == 1) {
            findings.undecide(List.of(loss));
            return;
        }
        findings.lose(loss, PartitionScope.Letters.COMPLETE);
    }

    /** Returns the truth about an image that carried this one or none; each label is for the first image of its id. */
    @Nullable
    Integer truth(String imageId, @Nullable Integer carried) {
        return Optional.ofNullable(truths.remove(imageId)).orElse(carried);
    }

    InputCounts counts() {
        return new InputCounts(taken + dead + missing + unknown, taken, dead, missing, unknown, letters.repeated());
    }

    /** Returns whether there are offsets without a record, as transactions leave them. */
    boolean hasGaps() {
        return offsets.size() < scope.labels().length();
    }

    LetterCheck letters() {
        return letters;
    }

    /** Returns the offset of the last label, or -1. */
    long last() {
        return last;
    }
}
