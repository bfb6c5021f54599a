package io.glyphstream.verifier;

import io.glyphstream.schemas.DeadLetterHeaders;
import io.glyphstream.schemas.UndecodableRecordException;
import io.glyphstream.schemas.kafka.Topics;
import io.glyphstream.verifier.report.Finding;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The dead letters, by the partitions of their originals. They are few, so what is kept of each may stay in memory. */
final class DeadLetters {
    private final Topics topics;
    private final Findings findings;
    private final Spans spans;
    private final Map<Integer, Fingerprints> images = new HashMap<>();
    private final Map<Integer, Fingerprints> labels = new HashMap<>();
    private long count;
    private long ofImages;
    private long ofLabels;

    /**
     * Those that are still to be read.
     *
     * @param spans what is verified: dead letters of other images, and then those of labels, are passed over
     */
    DeadLetters(Topics topics, Findings findings, Spans spans) {
        this.topics = topics;
        this.findings = findings;
        this.spans = spans;
    }

    /** Takes in one partition of the dead letters. */
    void read(Iterator<ConsumerRecord<byte[], byte[]>> letters) {
        letters.forEachRemaining(spans.isPart() ? this::takeOfPart : this::take);
    }

    private void takeOfPart(ConsumerRecord<byte[], byte[]> letter) {
        try {
            var origin = DeadLetterHeaders.read(letter.headers());
            if (origin.topic().equals(topics.images().name())
                    && spans.images().containsKey(origin.partition())
                    && !spans.extent(origin.partition()).isAfter(origin.offset())) {
                take(letter);
            }
        } catch (UndecodableRecordException e) {
            // It may be of any time: only a verification of all that is there judges it.
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> letter) {
        count++;
        DeadLetterHeaders origin;
        try {
            origin = DeadLetterHeaders.read(letter.headers());
        } catch (UndecodableRecordException e) {
            findings.add(Finding.FOREIGN, () -> Places.of(letter) + ": " + e.getMessage());
            return;
        }
        if (!spans.images().containsKey(origin.partition()) || origin.offset() < 0) {
            findings.add(
                    Finding.FOREIGN,
                    () -> Places.of(letter) + " comes from " + Places.of(origin) + ", which does not exist");
            return;
        }
        if (origin.topic().equals(topics.images().name())) {
            ofImages++;
            add(images, letter, origin);
            return;
        }
        if (origin.topic().equals(topics.labels().name())) {
            ofLabels++;
            add(labels, letter, origin);
            return;
        }
        findings.add(
                Finding.FOREIGN, () -> Places.of(letter) + " comes from " + origin.topic() + ", which is no input");
    }

    private static void add(
            Map<Integer, Fingerprints> byPartition, ConsumerRecord<byte[], byte[]> letter, DeadLetterHeaders origin) {
        byPartition
                .computeIfAbsent(origin.partition(), partition -> new Fingerprints())
                .add(origin.offset(), letter);
    }

    /** Returns those of one partition of the images. */
    Fingerprints ofImages(int partition) {
        return images.getOrDefault(partition, new Fingerprints());
    }

    /** Returns those of one partition of the labels. */
    Fingerprints ofLabels(int partition) {
        return labels.getOrDefault(partition, new Fingerprints());
    }

    long count() {
        return count;
    }

    long countOfImages() {
        return ofImages;
    }

    long countOfLabels() {
        return ofLabels;
    }
}
