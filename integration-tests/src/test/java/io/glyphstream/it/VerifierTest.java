package io.glyphstream.it;

import static io.glyphstream.it.RecordedRun.at;
import static io.glyphstream.it.RecordedRun.without;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.schemas.DeadLetter;
import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.PredictionHeaders;
import io.glyphstream.verifier.VerifySettings;
import io.glyphstream.verifier.report.Accuracy;
import io.glyphstream.verifier.report.Finding;
import io.glyphstream.verifier.report.InputCounts;
import io.glyphstream.verifier.report.VerifyReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One run of the pipeline is recorded, and changed in one place for each test: the verifier must find that place. */
@Tag("slow")
final class VerifierTest {
    private static RecordedRun run;
    private static Pipeline pipeline;
    private static RecordedTopics topics;

    @BeforeAll
    static void record() throws Exception {
        run = new RecordedRun();
        pipeline = run.pipeline;
        topics = run.topics;
    }

    @AfterAll
    static void close() {
        run.close();
    }

    @Test
    void anUntouchedRunIsVerified() {
        var report = verify(topics);

        assertThat(report.problems()).isEmpty();
        assertThat(report.ok()).isTrue();
        assertThat(report.images()).isEqualTo(251);
        assertThat(report.predictions()).isEqualTo(250);
        assertThat(report.imageCounts()).isEqualTo(new InputCounts(251, 250, 1, 0, 0, 0));
        assertThat(report.deadLetters()).isEqualTo(2);
        assertThat(report.letterCounts()).isEqualTo(new VerifyReport.Letters(2, 1, 1));
        assertThat(report.labels()).isEqualTo(151);
        assertThat(report.labelCounts()).isEqualTo(new InputCounts(151, 150, 1, 0, 0, 0));
        assertThat(report.rescored()).isEqualTo(2 * 250);
    }

    @Test
    void aPredictionThatIsGoneIsMissing() {
        var place = place();
        var gone = prediction(place, 5);

        var report = verify(topics.with(place, list -> without(list, 5)));

        assertThat(report.count(Finding.MISSING)).isEqualTo(1);
        assertThat(report.problems().toString())
                .contains("missing: " + pipeline.topics.images().name() + "-" + place.partition() + " at "
                        + gone.getInputOffset() + " has neither");
    }

    @Test
    void aDeadLetterThatIsGoneIsMissing() {
        var place = run.deadLetterPlace(pipeline.topics.images());

        var index = run.letterIndex(place, pipeline.topics.images());

        assertFound(topics.with(place, list -> without(list, index)), Finding.MISSING);
    }

    @Test
    void aPredictionGivenTwiceIsADuplicate() {
        var place = place();

        var report = verify(topics.with(place, list -> {
            var last = list.get(list.size() - 1);
            list.add(at(list.get(3), last.offset() + 1, list.get(3).value()));
            return list;
        }));

        assertThat(report.count(Finding.DUPLICATE)).isEqualTo(1);
        assertThat(report.count(Finding.ACCURACY)).as("it was counted once").isPositive();
    }

    @Test
    void aPredictionGivenAgainIsAllowedWhereItsProcessorPromisedAtLeastOne() {
        var report = verify(topics.with(place(), list -> {
            var again = at(
                    list.get(3),
                    list.get(list.size() - 1).offset() + 1,
                    list.get(3).value());
            PredictionHeaders.addAtLeastOnce(again.headers());
            list.add(again);
            return list;
        }));

        assertThat(report.problems()).isEmpty();
        assertThat(report.ok()).isTrue();
        assertThat(report.count(Finding.REPEATED)).isEqualTo(1);
        assertThat(report.hasAcceptedLosses()).isFalse();
        assertThat(report.imageCounts().duplicates()).isEqualTo(1);
        assertThat(report.notes().toString())
                .contains("1 predictions are by processors with --guarantee at-least-once", "answered before");
    }

    @Test
    void aPredictionGivenAgainIsADuplicateWhereOnlyAnotherWasPromisedAtLeastOnce() {
        var report = verify(topics.with(place(), list -> {
            var other = at(list.get(7), list.get(7).offset(), list.get(7).value());
            PredictionHeaders.addAtLeastOnce(other.headers());
            list.set(7, other);
            list.add(at(
                    list.get(3),
                    list.get(list.size() - 1).offset() + 1,
                    list.get(3).value()));
            return list;
        }));

        assertThat(report.count(Finding.DUPLICATE)).isEqualTo(1);
        assertThat(report.ok()).isFalse();
    }

    @Test
    void twoPredictionsInTheWrongOrderAreDisordered() {
        var place = place();

        assertFound(
                topics.with(place, list -> {
                    var one = list.get(4);
                    var next = list.get(5);
                    list.set(4, at(next, one.offset(), next.value()));
                    list.set(5, at(one, next.offset(), one.value()));
                    return list;
                }),
                Finding.DISORDERED);
    }

    @Test
    void aPredictionInAnotherPartitionIsForeign() {
        var place = place();

        var report = verify(changed(place, 0, prediction -> prediction.put("inputPartition", place.partition() + 1)));

        assertThat(report.count(Finding.FOREIGN)).isEqualTo(1);
        assertThat(report.count(Finding.MISSING)).isEqualTo(1);
    }

    @Test
    void aVersionThatWasNotDeployedThenIsUnknown() {
        var place = place();
        assertThat(prediction(place, 0).getScores().get(0).getModel()).isEqualTo(run.first);

        var report = verify(
                changed(place, 0, prediction -> prediction.getScores().get(0).put("model", run.second)));

        assertThat(report.count(Finding.UNKNOWN_VERSION)).isEqualTo(1);
        assertThat(report.problems().toString())
                .contains("is by mlp@2 as CHAMPION, which deployment 2 did not put there");
    }

    @Test
    void aDeploymentThatNeverWasIsUnknown() {
        var report = verify(changed(place(), 0, prediction -> prediction.put("deploymentSequence", 77L)));

        assertThat(report.count(Finding.UNKNOWN_VERSION)).isEqualTo(1);
    }

    @Test
    void aTruthThatIsNotTheImagesIsAContradiction() {
        var report =
                verify(changed(place(), 0, prediction -> prediction.put("truth", (prediction.getTruth() + 1) % 10)));

        assertThat(report.count(Finding.CONTRADICTION)).isEqualTo(1);
        assertThat(report.count(Finding.ACCURACY)).isPositive();
    }

    @Test
    void aFlippedLabelIsAMismatch() {
        var report = verify(changed(place(), 2, prediction -> {
            var challenger = prediction.getScores().get(1);
            challenger.put("label", (challenger.getLabel() + 1) % 10);
        }));

        assertThat(report.count(Finding.MISMATCH)).isEqualTo(1);
    }

    @Test
    void oneBitOfAScoreIsAMismatchAndNothingElse() {
        assertFound(changed(place(), 7, VerifierTest::flipBit), Finding.MISMATCH);
    }

    @Test
    void anAnswerThatIsNotTheChampionsIsAContradiction() {
        var touched = changed(place(), 1, prediction -> prediction.put("answer", (prediction.getAnswer() + 1) % 10));

        var report = verify(touched);

        assertThat(report.found()).containsOnlyKeys(Finding.CONTRADICTION);
        assertThat(report.problems()).anyMatch(problem -> problem.contains("but its champion says"));
    }

    @Test
    void aDeadLetterWithOtherBytesIsAContradiction() {
        assertFound(
                run.changedLetter(
                        pipeline.topics.images(), letter -> at(letter, letter.offset(), "jink".getBytes(UTF_8))),
                Finding.CONTRADICTION);
    }

    @Test
    void aDeadLetterThatSaysItsValueWouldNotFitIsAccepted() {
        var report = verify(run.changedLetter(pipeline.topics.images(), letter -> {
            var withoutValue = at(letter, letter.offset(), null);
            withoutValue.headers().add(DeadLetter.OMITTED_VALUE, "4".getBytes(UTF_8));
            return withoutValue;
        }));

        assertThat(report.found()).isEmpty();
    }

    @Test
    void aDeadLetterThatLostItsValueWithoutSayingSoIsAContradiction() {
        assertFound(
                run.changedLetter(pipeline.topics.images(), letter -> at(letter, letter.offset(), null)),
                Finding.CONTRADICTION);
    }

    @Test
    void aDeadLetterGivenTwiceIsADuplicate() {
        var place = run.deadLetterPlace(pipeline.topics.labels());

        var report = verify(topics.with(place, list -> {
            var last = list.get(list.size() - 1);
            list.add(at(last, last.offset() + 1, last.value()));
            return list;
        }));

        assertThat(report.found()).containsOnlyKeys(Finding.DUPLICATE).containsEntry(Finding.DUPLICATE, 1L);
    }

    @Test
    void anAnswerToAnImageOfAnotherTimeIsAContradiction() {
        assertFound(
                changed(
                        place(),
                        3,
                        prediction -> prediction.put(
                                "capturedAt", prediction.getCapturedAt().minusMillis(1))),
                Finding.CONTRADICTION);
    }

    @Test
    void anAccuracyThatIsOffByOneIsFound() {
        assertFound(withWrongAccuracy(), Finding.ACCURACY);
    }

    @Test
    void whileImagesComeInAccuracyIsNotCompared() {
        var images = new TopicPartition(pipeline.topics.images().name(), place().partition());

        var report = run.verify(new FedTopics(withWrongAccuracy(), images), run.settings());

        assertThat(report.ok()).isTrue();
        assertThat(report.accuracy()).isEqualTo(Accuracy.FED_MEANWHILE);
        assertThat(report.accuracyChecked()).isZero();
        assertThat(report.notes().toString()).contains("accuracy was not compared");
        assertThat(report.predictionCounts().later()).isEqualTo(1);
    }

    @Test
    void whileLabelsComeInAccuracyIsNotCompared() {
        var labels = topics.partitionWith(pipeline.topics.labels().name(), 5);

        var report = run.verify(new FedTopics(topics, labels), run.settings());

        assertThat(report.ok()).isTrue();
        assertThat(report.accuracy()).isEqualTo(Accuracy.FED_MEANWHILE);
    }

    @Test
    void whileImagesComeInAnAccuracyThatAgreesIsProved() {
        var images = new TopicPartition(pipeline.topics.images().name(), place().partition());

        var report = run.verify(new FedTopics(topics, images), run.settings());

        assertThat(report.accuracy()).isEqualTo(Accuracy.COMPARED);
        assertThat(report.accuracyChecked()).isPositive();
    }

    @Test
    void aLateLabelThatIsGoneWasCountedAllTheSame() {
        var place = topics.partitionWith(pipeline.topics.labels().name(), 5);

        var report = verify(topics.with(place, list -> without(list, 2)));

        assertThat(report.found()).containsOnlyKeys(Finding.ACCURACY);
    }

    @Test
    void aLabelThatIsNotCommittedIsFound() {
        var place = topics.partitionWith(pipeline.topics.labels().name(), 5);

        assertFound(topics.withCommitted(place, 1), Finding.UNCOMMITTED);
    }

    @Test
    void anInputThatIsNotCommittedIsFound() {
        var place = place();
        var input = prediction(place, 9).getInputOffset();

        assertFound(
                topics.withCommitted(new TopicPartition(pipeline.topics.images().name(), place.partition()), input),
                Finding.UNCOMMITTED);
    }

    @Test
    void aSampleOfNothingChecksAllButTheScores() {
        var touched = changed(place(), 7, VerifierTest::flipBit);

        var report = verify(touched, 0);

        assertThat(report.ok()).isTrue();
        assertThat(report.rescored()).isZero();
    }

    /** Returns the recording with one accuracy off by one. */
    private static RecordedTopics withWrongAccuracy() {
        var accuracy = pipeline.topics.accuracy();
        return topics.with(topics.partitionWith(accuracy.name(), 1), list -> {
            var last = list.get(list.size() - 1);
            var report = accuracy.decode(last.value());
            report.put("unlabelled", report.getUnlabelled() + 1);
            list.set(list.size() - 1, at(last, last.offset(), accuracy.encode(report)));
            return list;
        });
    }

    private static void flipBit(Prediction prediction) {
        var score = prediction.getScores().get(1);
        var outputs = new ArrayList<>(score.getOutputs());
        outputs.set(4, Float.intBitsToFloat(Float.floatToRawIntBits(outputs.get(4)) ^ 1));
        score.put("outputs", outputs);
    }

    private static TopicPartition place() {
        return run.place();
    }

    private static Prediction prediction(TopicPartition place, int index) {
        return run.prediction(place, index);
    }

    private static RecordedTopics changed(TopicPartition place, int index, Consumer<Prediction> change) {
        return run.changed(place, index, change);
    }

    private static void assertFound(RecordedTopics touched, Finding finding) {
        assertThat(verify(touched).found()).containsOnlyKeys(finding).containsEntry(finding, 1L);
    }

    private static VerifyReport verify(RecordedTopics contents) {
        return run.verify(contents);
    }

    private static VerifyReport verify(RecordedTopics contents, double sample) {
        return run.verify(contents, new VerifySettings(run.settings().applicationId(), sample, Duration.ZERO, 2));
    }
}
