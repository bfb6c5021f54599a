package io.glyphstream.verifier;

import io.glyphstream.schemas.Images;
import io.glyphstream.schemas.Label;
import io.glyphstream.schemas.Topic;
import io.glyphstream.schemas.UndecodableRecordException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The labels that came later than their images, of one partition: the last one of an image is its truth. Those that came
 * too late are dead letters.
 */
final class LabelBook {
    private final Topic<Label> topic;
    private final Fingerprints deadLetters;
    private final Findings findings;
    private final Map<String, Integer> truths = new HashMap<>();
    private long count;
    private long last = -1;

    LabelBook(Topic<Label> topic, Fingerprints deadLetters, Findings findings) {
        this.topic = topic;
        this.deadLetters = deadLetters;
        this.findings = findings;
    }

    void read(Iterator<ConsumerRecord<byte[], byte[]>> labels) {
        labels.forEachRemaining(this::take);
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        count++;
        last = record.offset();
        if (deadLetters.contains(record.offset())) {
            if (!deadLetters.agree(record)) {
                findings.add(
                        Finding.CONTRADICTION, () -> Places.of(record) + " and its dead letter have different bytes");
            }
            return;
        }
        try {
            var label = topic.decode(record.value() == null ? new byte[0] : record.value());
            Images.validateForm(label);
            truths.put(label.getImageId(), label.getLabel());
        } catch (UndecodableRecordException e) {
            findings.add(
                    Finding.MISSING,
                    () -> Places.of(record) + " is no label and should be a dead letter: " + e.getMessage());
        }
    }

    /** Returns the truth about an image that carried this one or none; each label is for the first image of its id. */
    @Nullable
    Integer truth(String imageId, @Nullable Integer carried) {
        return Optional.ofNullable(truths.remove(imageId)).orElse(carried);
    }

    long count() {
        return count;
    }

    /** Returns the offset of the last label, or -1. */
    long last() {
        return last;
    }
}
