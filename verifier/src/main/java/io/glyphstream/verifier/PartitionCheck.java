package io.glyphstream.verifier;

import io.glyphstream.schemas.Image;
import io.glyphstream.schemas.Images;
import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.PredictionHeaders;
import io.glyphstream.schemas.UndecodableRecordException;
import io.glyphstream.schemas.kafka.Topics;
import io.glyphstream.verifier.report.AnswerCounts;
import io.glyphstream.verifier.report.Finding;
import io.glyphstream.verifier.report.InputCounts;
import io.glyphstream.verifier.topics.Span;
import java.util.Iterator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Walks through one partition of the images and its answers side by side, both in the order of their offsets.
 *
 * <p>Memory is bounded by a few bits for each record: nothing else is kept of a record that was passed.
 */
final class PartitionCheck {
    private final Topics topics;
    private final PartitionScope scope;
    private final Span span;
    private final Evidence evidence;
    private final double sample;
    private final Generation generation;
    private final Findings findings;
    private final Findings ofOutcomes = new Findings();
    private final ImageOutcomes outcomes;
    private final ScoreCheck scores;
    private final AnswerComparison comparison;
    private final AccuracyRecount recount = new AccuracyRecount();
    private long predictions;
    private long passedOver;
    private long ofInputs;
    private long repeated;
    private long ofRemoved;
    private long ofFormer;
    private long later;
    private long atLeastOnce;
    private long otherwiseDated;
    private long newestInput = -1;
    private long newestAnswered = -1;
    private long newestDeployment;
    private InputCounts counts = InputCounts.NONE;
    private @Nullable ConsumerRecord<byte[], byte[]> image;

    /** A walk that has not begun. */
    PartitionCheck(Topics topics, PartitionScope scope, double sample, Evidence evidence) {
        this.topics = topics;
        this.scope = scope;
        this.sample = sample;
        this.evidence = evidence;
        span = scope.images();
        generation = evidence.generation;
        findings = evidence.findings;
        outcomes = new ImageOutcomes(topics.images().name(), scope, evidence.letters, generation, ofOutcomes);
        scores = new ScoreCheck(evidence.versions, findings);
        comparison = new AnswerComparison(findings);
    }

    /** What one partition's answers are judged by. */
    record Evidence(
            Generation generation,
            Fingerprints letters,
            PendingLabels labels,
            LineupCheck lineups,
            Versions versions,
            Findings findings) {}

    /** Walks to the end of both. */
    void run(Iterator<ConsumerRecord<byte[], byte[]>> images, Iterator<ConsumerRecord<byte[], byte[]>> answers) {
        answers.forEachRemaining(answer -> take(answer, images));
        images.forEachRemaining(this::pass);
        scores.flush();
        counts = outcomes.finish(repeated);
        if (atLeastOnce > 0) {
            ofOutcomes.allowRepeats();
        }
        findings.addAll(ofOutcomes);
        tellFormer();
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
        if (prediction.getInputPartition() != scope.partition() || offset < 0) {
            findings.add(
                    Finding.FOREIGN,
                    () -> Places.of(record) + " answers " + origin(prediction)
                            + ", which does not belong in this partition");
            return;
        }
        if (scope.extent().isAfter(offset)) {
            passedOver++;
            outcomes.know(offset);
            return;
        }
        atLeastOnce += PredictionHeaders.isAtLeastOnce(record.headers()) ? 1 : 0;
        recount.count(
                prediction, record.timestamp(), evidence.labels.truth(prediction.getImageId(), prediction.getTruth()));
        if (predictions <= generation.formerAnswers()) {
            ofFormer++;
            judgeVersions(prediction, record);
            return;
        }
        if (offset >= generation.end()) {
            findings.add(
                    Finding.FOREIGN,
                    () -> Places.of(record) + " answers " + origin(prediction) + ", which is beyond the end");
            return;
        }
        outcomes.know(offset);
        takeOfTopic(record, prediction, images);
    }

    private void takeOfTopic(
            ConsumerRecord<byte[], byte[]> record,
            Prediction prediction,
            Iterator<ConsumerRecord<byte[], byte[]>> images) {
        var offset = prediction.getInputOffset();
        newestAnswered = Math.max(newestAnswered, offset);
        if (offset < span.begin()) {
            ofRemoved++;
            judgeVersions(prediction, record);
            return;
        }
        if (offset >= span.end()) {
            later++;
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
        outcomes.answer(offset);
        ofInputs++;
        if (outcomes.isDead(offset)) {
            repeated++;
            findings.add(
                    repetition(record),
                    () -> origin(prediction) + " has a dead letter and a prediction, " + Places.of(record));
        }
        judge(input, record, prediction);
    }

    private void goBack(ConsumerRecord<byte[], byte[]> record, Prediction prediction) {
        if (outcomes.answer(prediction.getInputOffset())) {
            ofInputs++;
            findings.add(
                    Finding.DISORDERED,
                    () -> Places.of(record) + " answers " + origin(prediction) + " after a later image was answered");
            return;
        }
        repeated++;
        findings.add(
                repetition(record),
                () -> Places.of(record) + " answers " + origin(prediction) + ", which was answered before");
    }

    /** What a second outcome is, by what the processor that gave it has promised. */
    private static Finding repetition(ConsumerRecord<byte[], byte[]> record) {
        return PredictionHeaders.isAtLeastOnce(record.headers()) ? Finding.REPEATED : Finding.DUPLICATE;
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
        var isDead = outcomes.pass(next);
        if (!isDead && scope.letters() == PartitionScope.Letters.SOME_REMOVED && !isImage(next)) {
            outcomes.unfit(next.offset());
        }
    }

    private boolean isImage(ConsumerRecord<byte[], byte[]> record) {
        try {
            Images.validate(decode(record));
            return true;
        } catch (UndecodableRecordException e) {
            return false;
        }
    }

    private Image decode(ConsumerRecord<byte[], byte[]> record) {
        var decoded = topics.images().decode(record.value() == null ? new byte[0] : record.value());
        Images.validateForm(decoded);
        return decoded;
    }

    private void judge(
            ConsumerRecord<byte[], byte[]> input, ConsumerRecord<byte[], byte[]> record, Prediction prediction) {
        judgeVersions(prediction, record);
        otherwiseDated += record.timestamp() == input.timestamp() ? 0 : 1;
        Image fed;
        try {
            fed = decode(input);
        } catch (UndecodableRecordException e) {
            findings.add(
                    Finding.CONTRADICTION,
                    () -> Places.of(record) + " answers " + Places.of(input) + ", which is no image: "
                            + e.getMessage());
            return;
        }
        comparison.compare(input, fed, record, prediction);
        if (isSampled(input.offset())) {
            scores.add(fed, prediction, Places.of(record));
        }
    }

    private void judgeVersions(Prediction prediction, ConsumerRecord<byte[], byte[]> record) {
        var sequence = prediction.getDeploymentSequence();
        if (sequence < newestDeployment) {
            var before = newestDeployment;
            findings.add(
                    Finding.DISORDERED,
                    () -> Places.of(record) + " is by deployment " + sequence + ", after one by deployment " + before);
        }
        newestDeployment = Math.max(newestDeployment, sequence);
        evidence.lineups.check(prediction, Places.of(record), findings);
    }

    /** Spread evenly, and the same at every run. */
    private boolean isSampled(long offset) {
        var mixed = (offset * 31 + scope.partition() + 1) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
        return (mixed >>> 11) * 0x1.0p-53 < sample;
    }

    private void tellFormer() {
        var letters = outcomes.letters().ofFormer();
        var all = ofFormer + letters;
        if (all > 0) {
            findings.add(
                    Finding.FORMER_TOPIC,
                    all,
                    () -> topics.images().name() + "-" + scope.partition() + " is younger than its answers: " + ofFormer
                            + " predictions and " + letters
                            + " dead letters are of a former topic of this name, which was deleted");
        }
    }

    private String origin(Prediction prediction) {
        return Places.of(topics.images().name(), prediction.getInputPartition(), prediction.getInputOffset());
    }

    AccuracyRecount recount() {
        return recount;
    }

    long rescored() {
        return scores.rescored();
    }

    InputCounts counts() {
        return counts;
    }

    AnswerCounts answers() {
        return new AnswerCounts(predictions - passedOver, ofInputs, repeated, ofRemoved, ofFormer, later);
    }

    /** Returns how many answers are by processors that promised at least one. */
    long atLeastOnce() {
        return atLeastOnce;
    }

    /** Returns whether answers to these images may lie where answers of their times do not. */
    boolean mayHaveAnswersElsewhere() {
        return otherwiseDated > 0 || counts.missing() > 0;
    }

    boolean hasGaps() {
        return outcomes.hasGaps();
    }

    /** Returns the newest offset of an image that an outcome names, or -1. */
    long newestOutcome() {
        return Math.max(newestAnswered, outcomes.letters().last());
    }

    /** Returns the newest offset of an image that a dead letter names, or -1. */
    long newestDeadImage() {
        return outcomes.letters().last();
    }

    /** Returns the first offset from this one on where there is an image, or -1. */
    long inputFrom(long offset) {
        return outcomes.inputFrom(offset);
    }
}
