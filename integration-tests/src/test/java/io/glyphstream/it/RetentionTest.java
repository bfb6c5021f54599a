package io.glyphstream.it;

import static io.glyphstream.it.RecordedRun.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.schemas.kafka.Topics;
import io.glyphstream.verifier.report.Finding;
import io.glyphstream.verifier.report.InputCounts;
import io.glyphstream.verifier.report.Stretch;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What the verifier says when retention has removed records: of images, predictions, dead letters and labels, one by one and
 * together. A hole is a stretch of input offsets without an outcome, as retention leaves one that overtakes the processors.
 */
@Tag("slow")
final class RetentionTest {
    private static final int HOLE_AT = 8;
    private static final int HOLE = 12;

    private static RecordedRun run;
    private static Topics topics;
    private static TopicPartition predictions;
    private static TopicPartition images;
    private static TopicPartition labels;

    @BeforeAll
    static void record() throws Exception {
        run = new RecordedRun();
        topics = run.pipeline.topics;
        predictions = run.place();
        images = RecordedRun.of(topics.images(), predictions);
        labels = RecordedRun.of(topics.labels(), predictions);
    }

    @AfterAll
    static void close() {
        run.close();
    }

    @Test
    void imagesThatWereRemovedAfterTheirAnswersAreNoLoss() {
        var report = run.verify(run.topics.removedBefore(images, 10));

        assertThat(report.found()).isEmpty();
        assertThat(report.losses()).isEmpty();
        assertThat(report.images()).isEqualTo(241);
        assertThat(report.predictionCounts().ofRemoved()).isEqualTo(10);
        assertThat(report.predictionCounts().ofInputs()).isEqualTo(240);
        assertThat(report.imageCounts()).isEqualTo(new InputCounts(241, 240, 1, 0, 0, 0));
    }

    @Test
    void imagesThatWereRemovedBeforeTheirAnswersAreLost() {
        var touched = withHole(HOLE).removedBefore(images, HOLE_AT + HOLE);

        var report = run.verify(touched);

        assertThat(report.ok()).isFalse();
        assertThat(report.found()).containsOnlyKeys(Finding.LOST).containsEntry(Finding.LOST, (long) HOLE);
        assertThat(report.losses())
                .containsExactly(new Stretch(images.topic(), images.partition(), HOLE_AT, HOLE_AT + HOLE - 1));
        assertThat(report.problems())
                .hasSize(1)
                .first()
                .asString()
                .contains(images + " offsets 8 to 19 (at most 12 records)");
    }

    @Test
    void lossesThatAreAcceptedAreToldAllTheSame() {
        var touched = withHole(HOLE).removedBefore(images, HOLE_AT + HOLE);

        var report = run.verify(touched, run.accepting());

        assertThat(report.ok()).isTrue();
        assertThat(report.accepted()).containsEntry(Finding.LOST, (long) HOLE);
        assertThat(report.losses()).hasSize(1);
        assertThat(report.notes()).anyMatch(note -> note.startsWith("accepted: lost: " + images));
    }

    @Test
    void imagesThatAreLostAtTheEndOfWhatWasRemovedAreFound() {
        var end = run.topics.end(images);

        var report = run.verify(run.topics.removedBefore(images, end + 7));

        assertThat(report.found()).containsOnlyKeys(Finding.LOST).containsEntry(Finding.LOST, 7L);
    }

    @Test
    void oneOffsetWithoutAnAnswerMayBeTheEndOfATransaction() {
        var report = run.verify(withHole(1).removedBefore(images, HOLE_AT + 1));

        assertThat(report.found()).isEmpty();
        assertThat(report.notes())
                .anyMatch(note -> note.contains(images + " offset 8") && note.contains("end of a transaction"));
    }

    @Test
    void offsetsWithoutAnImageAreNoLossWhileTheImagesAroundThemAreThere() {
        var report = run.verify(withHole(HOLE).removedBefore(images, HOLE_AT));

        assertThat(report.found()).isEmpty();
        assertThat(report.notes()).isEmpty();
    }

    @Test
    void imagesWhosePredictionsWereRemovedAreNotMissing() {
        var report = run.verify(run.topics.removedBefore(predictions, offsetOfAnswer(10)));

        assertThat(report.found()).isEmpty();
        assertThat(report.imageCounts()).isEqualTo(new InputCounts(251, 240, 1, 0, 10, 0));
        assertThat(report.notes())
                .anyMatch(note -> note.startsWith("10 of the images"))
                .anyMatch(note -> note.startsWith("accuracy cannot be counted again"));
    }

    @Test
    void ofImagesAndPredictionsThatWereBothRemovedNothingIsSaid() {
        var touched = withHole(HOLE)
                .removedBefore(images, HOLE_AT + HOLE + 4)
                .removedBefore(predictions, offsetOfAnswer(HOLE_AT));

        var report = run.verify(touched);

        assertThat(report.found()).isEmpty();
        assertThat(report.losses()).isEmpty();
    }

    @Test
    void aHoleBehindTheOldestPredictionThatIsLeftIsLost() {
        var touched = withHole(HOLE)
                .removedBefore(images, HOLE_AT + HOLE + 4)
                .removedBefore(predictions, offsetOfAnswer(HOLE_AT - 2));

        var report = run.verify(touched);

        assertThat(report.found()).containsOnlyKeys(Finding.LOST).containsEntry(Finding.LOST, (long) HOLE);
    }

    @Test
    void whenAllPredictionsWereRemovedTheCommitDecides() {
        var gone = run.topics.removedBefore(predictions, run.topics.end(predictions));
        var size = run.topics.records(images).size();

        assertThat(run.verify(gone).found()).isEmpty();
        assertThat(run.verify(gone).imageCounts().unknown()).isEqualTo(size);
        assertThat(run.verify(gone.withCommitted(images, size - 3)).count(Finding.MISSING))
                .isEqualTo(3);
    }

    @Test
    void anImageThatIsNoneNeedsNoDeadLetterThatWasRemoved() {
        var place = run.deadLetterPlace(topics.images());
        var end = run.topics.end(place);

        var report = run.verify(run.topics.removedBefore(place, end));

        assertThat(report.found()).isEmpty();
        assertThat(report.imageCounts()).isEqualTo(new InputCounts(251, 250, 0, 0, 1, 0));
    }

    @Test
    void anImageWithoutAnAnswerIsLostAndNotMissingOnceDeadLettersWereRemoved() {
        var place = run.deadLetterPlace(topics.images());
        var end = run.topics.end(place);

        var report = run.verify(run.topics
                .with(predictions, list -> RecordedRun.without(list, 5))
                .removedBefore(place, end));

        assertThat(report.found()).containsOnlyKeys(Finding.LOST).containsEntry(Finding.LOST, 1L);
        assertThat(report.imageCounts().missing()).isEqualTo(1);
        assertThat(report.problems().toString()).contains("their dead letters, if they had any, were removed");
    }

    @Test
    void labelsThatWereRemovedAfterTheyWereTakenInAreNoLoss() {
        var report = run.verify(run.topics.removedBefore(labels, 5));

        assertThat(report.found()).isEmpty();
        assertThat(report.labels()).isEqualTo(146);
        assertThat(report.notes()).anyMatch(note -> note.contains("the oldest labels have been removed"));
    }

    @Test
    void labelsThatWereRemovedBeforeTheyWereTakenInAreLost() {
        var report = run.verify(run.topics.removedBefore(labels, 5).withCommitted(labels, 2), run.settings());

        assertThat(report.count(Finding.LOST)).isEqualTo(3);
        assertThat(report.losses()).containsExactly(new Stretch(labels.topic(), labels.partition(), 2, 4));
    }

    @Test
    void labelsOfAGroupThatNeverCommittedOneAreLost() {
        var end = run.topics.end(labels);

        var report = run.verify(run.topics.removedBefore(labels, end).withoutCommit(labels));

        assertThat(report.losses()).containsExactly(new Stretch(labels.topic(), labels.partition(), 0, end - 1));
    }

    @Test
    void imagesThatAreRemovedWhileThisIsVerifiedAreNoFault() {
        var report = run.verify(new ShrinkingTopics(run.topics, images, 10));

        assertThat(report.found()).isEmpty();
        assertThat(report.images()).isEqualTo(241);
        assertThat(report.predictionCounts().ofRemoved()).isEqualTo(10);
    }

    @Test
    void imagesThatAreLostWhileThisIsVerifiedAreFound() {
        var report = run.verify(new ShrinkingTopics(withHole(HOLE), images, HOLE_AT + HOLE));

        assertThat(report.count(Finding.LOST)).isEqualTo(HOLE);
    }

    /** Moves images and answers from some offset on, as if others had been between them that are gone. */
    private static RecordedTopics withHole(int length) {
        var end = run.topics.end(images);
        return run.topics
                .with(images, list -> {
                    list.replaceAll(image ->
                            image.offset() < HOLE_AT ? image : at(image, image.offset() + length, image.value()));
                    return list;
                })
                .with(predictions, list -> {
                    list.replaceAll(record -> run.changed(record, prediction -> {
                        if (prediction.getInputOffset() >= HOLE_AT) {
                            prediction.put("inputOffset", prediction.getInputOffset() + length);
                        }
                    }));
                    return list;
                })
                .withCommitted(images, end + length);
    }

    private static long offsetOfAnswer(int index) {
        return run.topics.records(predictions).get(index).offset();
    }
}
