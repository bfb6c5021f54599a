package io.glyphstream.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glyphstream.schemas.Image;
import io.glyphstream.schemas.Images;
import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.PredictionHeaders;
import io.glyphstream.schemas.Topics;
import io.glyphstream.schemas.UndecodableRecordException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Walks through one partition of the images and its answers side by side, both in the order of their offsets.
 *
 * <p>Memory is bounded by a bit for each record: nothing else is kept of a record that was passed.
 */
final class PartitionCheck {
    private final Topics topics;
    private final int partition;
    private final Span span;
    private final double sample;
    private final Fingerprints deadLetters;
    private final LabelBook labels;
    private final LineupCheck lineups;
    private final ScoreCheck scores;
    private final Findings findings;
    private final AccuracyRecount recount = new AccuracyRecount();
    private final PredictionHeaders predictionHeaders = new PredictionHeaders();
    private final OffsetSet inputs;
    private final OffsetSet answered;
    private long predictions;
    private long newestInput = -1;
    private long newestDeployment;
    private @Nullable ConsumerRecord<byte[], byte[]> image;

    /**
     * A walk that has not begun.
     *
     * @param span the part of the images that must have outcomes
     * @param evidence what is known of the partition beside its images and answers
     */
    PartitionCheck(Topics topics, int partition, Span span, double sample, Evidence evidence) {
        this.topics = topics;
        this.partition = partition;
        this.span = span;
        this.sample = sample;
        deadLetters = evidence.deadLetters;
        labels = evidence.labels;
        lineups = evidence.lineups;
        findings = evidence.findings;
        scores = new ScoreCheck(evidence.versions, findings);
        inputs = new OffsetSet(span);
        answered = new OffsetSet(span);
    }

    /** What one partition's answers are judged by. */
    record Evidence(
            Fingerprints deadLetters, LabelBook labels, LineupCheck lineups, Versions versions, Findings findings) {}

    /** Walks to the end of both. */
    void run(Iterator<ConsumerRecord<byte[], byte[]>> images, Iterator<ConsumerRecord<byte[], byte[]>> answers) {
        answers.forEachRemaining(answer -> take(answer, images));
        images.forEachRemaining(this::pass);
        scores.flush();
        reportMissing();
    }

    AccuracyRecount recount() {
        return recount;
    }

    long images() {
        return inputs.size();
    }

    long predictions() {
        return predictions;
    }

    long rescored() {
        return scores.rescored();
    }

    /** Returns the first offset from this one on where there is an image, or -1. */
    long inputFrom(long offset) {
        return offset >= span.end() ? -1 : inputs.next(Math.max(offset, span.begin()));
    }

    private void take(ConsumerRecord<byte[], byte[]> record, Iterator<ConsumerRecord<byte[], byte[]>> images) {
        predictions++;
        Prediction prediction;
        try {
            prediction = topics.predictions().decode(record.value() == null ? new byte[0] : record.value());
        } catch (UndecodableRecordException e) {
            findings.add(Finding.FOREIGN, () -> Places.of(record) + ": " + e.getMessage());
            return;
        }
        var offset = prediction.getInputOffset();
        if (prediction.getInputPartition() != partition || offset < 0) {
            findings.add(
                    Finding.FOREIGN,
                    () -> Places.of(record) + " answers " + origin(prediction)
                            + ", which does not belong in this partition");
            return;
        }
        recount.count(prediction, record.timestamp(), labels.truth(prediction.getImageId(), prediction.getTruth()));
        if (!span.contains(offset)) {
            // Its image was removed in the meantime, or came after the look at the images.
            return;
        }
        if (offset <= newestInput) {
            goBack(record, prediction);
            return;
        }
        newestInput = offset;
        var input = advance(offset, images);
        if (input == null) {
            findings.add(
                    Finding.FOREIGN,
                    () -> Places.of(record) + " answers " + origin(prediction) + ", where there is no image");
            return;
        }
        answered.add(offset);
        if (deadLetters.contains(offset)) {
            findings.add(
                    Finding.DUPLICATE,
                    () -> origin(prediction) + " has a dead letter and a prediction, " + Places.of(record));
        }
        judge(input, record, prediction);
    }

    private void goBack(ConsumerRecord<byte[], byte[]> record, Prediction prediction) {
        if (answered.add(prediction.getInputOffset())) {
            findings.add(
                    Finding.DISORDERED,
                    () -> Places.of(record) + " answers " + origin(prediction) + " after a later image was answered");
            return;
        }
        findings.add(
                Finding.DUPLICATE,
                () -> Places.of(record) + " answers " + origin(prediction) + ", which was answered before");
    }

    /** Returns the image at this offset, or null if there is none; passes all before it. */
    private @Nullable ConsumerRecord<byte[], byte[]> advance(
            long offset, Iterator<ConsumerRecord<byte[], byte[]>> images) {
        while ((image == null || image.offset() < offset) && images.hasNext()) {
            pass(images.next());
        }
        return image != null && image.offset() == offset ? image : null;
    }

    private void pass(ConsumerRecord<byte[], byte[]> next) {
        image = next;
        inputs.add(next.offset());
        if (!deadLetters.agree(next)) {
            findings.add(Finding.CONTRADICTION, () -> Places.of(next) + " and its dead letter have different bytes");
        }
    }

    private void judge(
            ConsumerRecord<byte[], byte[]> input, ConsumerRecord<byte[], byte[]> record, Prediction prediction) {
        var place = Places.of(record);
        if (prediction.getDeploymentSequence() < newestDeployment) {
            findings.add(
                    Finding.DISORDERED,
                    () -> place + " is by deployment " + prediction.getDeploymentSequence()
                            + ", after one by deployment " + newestDeployment);
        }
        newestDeployment = Math.max(newestDeployment, prediction.getDeploymentSequence());
        lineups.check(prediction, place);
        Image fed;
        try {
            fed = topics.images().decode(input.value() == null ? new byte[0] : input.value());
            Images.validateForm(fed);
        } catch (UndecodableRecordException e) {
            findings.add(
                    Finding.CONTRADICTION,
                    () -> place + " answers " + Places.of(input) + ", which is no image: " + e.getMessage());
            return;
        }
        compare(input, fed, record, prediction);
        if (isSampled(input.offset())) {
            scores.add(fed, prediction, place);
        }
    }

    private void compare(
            ConsumerRecord<byte[], byte[]> input, Image fed, ConsumerRecord<byte[], byte[]> record, Prediction answer) {
        var place = Places.of(record);
        if (!Arrays.equals(input.key(), record.key()) || !fed.getId().equals(answer.getImageId())) {
            findings.add(
                    Finding.CONTRADICTION,
                    () -> place + " names image '" + answer.getImageId() + "', but " + Places.of(input) + " is '"
                            + fed.getId() + "'");
        }
        if (!Objects.equals(fed.getLabel(), answer.getTruth())) {
            findings.add(
                    Finding.CONTRADICTION,
                    () -> place + " says the truth is " + answer.getTruth() + ", but " + Places.of(input) + " says "
                            + fed.getLabel());
        }
        if (answer.getScores().isEmpty()) {
            findings.add(Finding.CONTRADICTION, () -> place + " has no score");
            return;
        }
        var first = answer.getScores().get(0);
        if (first.getLabel() != answer.getAnswer()
                || Float.compare(first.getConfidence(), answer.getConfidence()) != 0) {
            findings.add(
                    Finding.CONTRADICTION,
                    () -> place + " answers " + answer.getAnswer() + " (" + answer.getConfidence()
                            + "), but its champion says " + first.getLabel() + " (" + first.getConfidence() + ")");
        }
        var expected = new RecordHeaders();
        predictionHeaders.write(answer, expected);
        for (var header : expected) {
            if (!Arrays.equals(header.value(), value(record.headers(), header.key()))) {
                findings.add(
                        Finding.CONTRADICTION,
                        () -> place + ": header " + header.key() + " should be " + new String(header.value(), UTF_8));
            }
        }
    }

    private static byte @Nullable [] value(Headers headers, String name) {
        var header = headers.lastHeader(name);
        return header == null ? null : header.value();
    }

    /** Spread evenly, and the same at every run. */
    private boolean isSampled(long offset) {
        var mixed = (offset * 31 + partition + 1) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
        return (mixed >>> 11) * 0x1.0p-53 < sample;
    }

    private void reportMissing() {
        for (var offset : deadLetters.offsets()) {
            if (!inputs.contains(offset)) {
                findings.add(
                        Finding.FOREIGN, () -> "a dead letter is of " + place(offset) + ", where there is no image");
            }
        }
        for (var offset = inputFrom(span.begin()); offset >= 0; offset = inputFrom(offset + 1)) {
            if (!answered.contains(offset) && !deadLetters.contains(offset)) {
                var first = offset;
                findings.add(Finding.MISSING, () -> place(first) + " has neither a prediction nor a dead letter");
            }
        }
    }

    private String place(long offset) {
        return Places.of(topics.images().name(), partition, offset);
    }

    private String origin(Prediction prediction) {
        return Places.of(topics.images().name(), prediction.getInputPartition(), prediction.getInputOffset());
    }
}
