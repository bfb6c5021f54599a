package io.glyphstream.it;

import static io.glyphstream.it.RecordedRun.at;
import static io.glyphstream.it.RecordedRun.without;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.schemas.DeadLetterHeaders;
import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.kafka.Topics;
import io.glyphstream.verifier.report.Accuracy;
import io.glyphstream.verifier.report.Finding;
import io.glyphstream.verifier.report.InputCounts;
import io.glyphstream.verifier.report.Stretch;
import io.glyphstream.verifier.report.VerifyReport;
import io.glyphstream.verifier.topics.TopicContents;
import java.util.ArrayList;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A recorded run of which only the newest images are verified: what is wrong with them is found, and with no others. */
@Tag("slow")
final class NewestImagesTest {
    /** So many of each partition, which all have more. */
    private static final int OF_EACH = 10;

    private static final long HOUR = 3_600_000;

    private static RecordedRun run;
    private static Topics topics;
    private static TopicPartition predictions;
    private static TopicPartition images;
    private static int partitions;

    @BeforeAll
    static void record() throws Exception {
        run = new RecordedRun();
        topics = run.pipeline.topics;
        predictions = run.place();
        images = RecordedRun.of(topics.images(), predictions);
        partitions = run.topics.partitions(images.topic()).size();
    }

    @AfterAll
    static void close() {
        run.close();
    }

    @Test
    void theNewestOfEachPartitionAreVerifiedAndNoMoreIsRead() {
        var reads = new CountedReads(run.topics);

        var report = verify(reads);

        assertThat(report.problems()).isEmpty();
        assertThat(report.images()).isEqualTo((long) OF_EACH * partitions);
        assertThat(report.predictions()).isEqualTo(report.imageCounts().taken());
        assertThat(report.rescored()).isEqualTo(2 * report.predictions());
        assertThat(report.part())
                .hasSize(partitions)
                .contains(new Stretch(
                        images.topic(),
                        images.partition(),
                        run.topics.end(images) - OF_EACH,
                        run.topics.end(images) - 1));
        assertThat(report.labels()).isZero();
        assertThat(report.accuracy()).isEqualTo(Accuracy.INCOMPLETE);
        assertThat(report.accuracyChecked()).isZero();
        assertThat(reads.of(images.topic()))
                .as("once for their times, and once")
                .isEqualTo(2 * report.images());
        assertThat(reads.of(predictions.topic()))
                .as("those to the newest images, and those to images of the same time; the others are left alone")
                .isBetween(report.predictions(), RecordedRun.IMAGES - 1L);
        assertThat(reads.of(topics.labels().name())).isZero();
        assertThat(reads.of(topics.accuracy().name())).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 7, 250, 251, 252, Long.MAX_VALUE})
    void anyNumberCanBeVerified(long count) {
        var report = run.verify(run.topics, run.settings().withLast(OptionalLong.of(count)));

        assertThat(report.problems()).isEmpty();
        assertThat(report.images()).isEqualTo(Math.min(count, RecordedRun.IMAGES + 1));
    }

    @Test
    void aPredictionOfTheNewestThatIsGoneIsMissing() {
        var report = verify(run.topics.with(predictions, list -> without(list, list.size() - OF_EACH)));

        assertThat(report.found()).containsOnlyKeys(Finding.MISSING).containsEntry(Finding.MISSING, 1L);
        assertThat(report.problems().toString())
                .contains(images + " at " + (run.topics.end(images) - OF_EACH) + " has neither");
    }

    @Test
    void aWrongScoreOfTheNewestIsFound() {
        var report = verify(run.changed(predictions, last() - OF_EACH + 1, NewestImagesTest::flipBit));

        assertThat(report.found()).containsOnlyKeys(Finding.MISMATCH).containsEntry(Finding.MISMATCH, 1L);
    }

    @Test
    void aPredictionOfTheNewestGivenTwiceIsADuplicate() {
        var report = verify(run.topics.with(predictions, list -> {
            list.add(at(
                    list.get(last() - 3),
                    run.topics.end(predictions),
                    list.get(last() - 3).value()));
            return list;
        }));

        assertThat(report.found()).containsOnlyKeys(Finding.DUPLICATE).containsEntry(Finding.DUPLICATE, 1L);
    }

    @Test
    void anUnknownDeploymentAmongTheNewestIsFound() {
        var report =
                verify(run.changed(predictions, last() - 2, prediction -> prediction.put("deploymentSequence", 77L)));

        assertThat(report.count(Finding.UNKNOWN_VERSION)).isEqualTo(1);
    }

    @Test
    void whatIsWrongWithOlderImagesIsNotTold() {
        var older = last() - OF_EACH;
        var touched = run.changed(predictions, older, NewestImagesTest::flipBit).with(predictions, list -> {
            list.add(4, at(list.get(3), list.get(3).offset(), list.get(3).value()));
            list.remove(9);
            return list;
        });

        assertThat(run.verify(touched).found())
                .containsKeys(Finding.MISMATCH, Finding.DUPLICATE, Finding.MISSING, Finding.ACCURACY);
        var report = verify(touched);

        assertThat(report.found()).isEmpty();
        assertThat(report.imageCounts().duplicates()).isZero();
    }

    @Test
    void imagesThatWereAllAnsweredAgainAreDuplicatesThoughTheirFirstAnswersLieFarBack() {
        var report = verify(run.topics.with(predictions, list -> {
            var again = new ArrayList<>(list);
            again.forEach(
                    record -> list.add(at(record, run.topics.end(predictions) + record.offset(), record.value())));
            return list;
        }));

        assertThat(report.count(Finding.DUPLICATE)).isEqualTo(OF_EACH);
    }

    @Test
    void anAnswerThatLiesFarBeforeItsTurnIsFoundByItsTime() {
        var report = verify(run.topics.with(predictions, list -> {
            list.set(0, at(list.get(last() - 3), 0, list.get(last() - 3).value()));
            return list;
        }));

        assertThat(report.count(Finding.DUPLICATE)).isEqualTo(1);
    }

    @Test
    void answersOfOtherTimesThanTheirImagesAreFoundAllTheSame() {
        var report = verify(run.topics.with(predictions, list -> {
            list.replaceAll(record -> dated(record, record.timestamp() - HOUR));
            return list;
        }));

        assertThat(report.found()).isEmpty();
        assertThat(report.predictions()).isEqualTo(report.imageCounts().taken());
    }

    @Test
    void onceAnAnswerHasAnotherTimeThanItsImageItIsNotBelievedThatNoneDoes() {
        var report = verify(run.topics.with(predictions, list -> {
            var twice = list.get(last() - 3);
            list.set(
                    last() - 1, dated(list.get(last() - 1), list.get(last() - 1).timestamp() + 1));
            list.set(0, dated(at(twice, 0, twice.value()), twice.timestamp() - HOUR));
            return list;
        }));

        assertThat(report.count(Finding.DUPLICATE)).isEqualTo(1);
    }

    @Test
    void aDeadLetterOfTheNewestThatIsGoneIsMissing() {
        var letters = run.deadLetterPlace(topics.images());
        var index = run.letterIndex(letters, topics.images());
        var origin =
                DeadLetterHeaders.read(run.topics.records(letters).get(index).headers());
        var junk = new TopicPartition(images.topic(), origin.partition());
        var since = (run.topics.end(junk) - origin.offset()) * partitions;

        var untouched = run.verify(run.topics, run.settings().withLast(OptionalLong.of(since)));
        var touched = run.verify(
                run.topics.with(letters, list -> without(list, index)),
                run.settings().withLast(OptionalLong.of(since)));
        var later = run.verify(
                run.topics.with(letters, list -> without(list, index)),
                run.settings().withLast(OptionalLong.of(since - partitions)));

        assertThat(untouched.imageCounts()).isEqualTo(new InputCounts(since, since - 1, 1, 0, 0, 0));
        assertThat(touched.found()).containsOnlyKeys(Finding.MISSING);
        assertThat(later.found()).isEmpty();
    }

    @Test
    void aDeadLetterOfAnOlderImageOrOfALabelIsNotJudged() {
        var letters = run.deadLetterPlace(topics.labels());
        var report = verify(run.topics.with(letters, list -> {
            var last = list.get(list.size() - 1);
            list.add(at(last, last.offset() + 1, "junk".getBytes(UTF_8)));
            return list;
        }));

        assertThat(report.found()).isEmpty();
    }

    @Test
    void ofTheNewestWhoseAnswersWereRemovedNothingIsSaid() {
        var report = verify(run.topics.removedBefore(
                predictions, run.topics.records(predictions).get(last() - 3).offset()));

        assertThat(report.found()).isEmpty();
        assertThat(report.imageCounts().unknown()).isEqualTo(OF_EACH - 4);
    }

    @Test
    void anImageOfTheNewestThatIsNotCommittedIsFound() {
        var report = verify(run.topics.withCommitted(images, run.topics.end(images) - 1));

        assertThat(report.found()).containsOnlyKeys(Finding.UNCOMMITTED);
    }

    @Test
    void whereAPartitionHasNoneMoreOfTheOthersAreVerified() {
        var report = verify(run.topics.removedBefore(images, run.topics.end(images)));

        assertThat(report.found()).isEmpty();
        assertThat(report.images()).isEqualTo((long) OF_EACH * partitions);
        assertThat(report.part()).hasSize(partitions - 1);
    }

    private static int last() {
        return run.topics.records(predictions).size() - 1;
    }

    private static ConsumerRecord<byte[], byte[]> dated(ConsumerRecord<byte[], byte[]> record, long time) {
        return new ConsumerRecord<>(
                record.topic(),
                record.partition(),
                record.offset(),
                time,
                record.timestampType(),
                record.serializedKeySize(),
                record.serializedValueSize(),
                record.key(),
                record.value(),
                record.headers(),
                record.leaderEpoch());
    }

    private static void flipBit(Prediction prediction) {
        var score = prediction.getScores().get(1);
        var outputs = new ArrayList<>(score.getOutputs());
        outputs.set(4, Float.intBitsToFloat(Float.floatToRawIntBits(outputs.get(4)) ^ 1));
        score.put("outputs", outputs);
    }

    private static VerifyReport verify(TopicContents contents) {
        return run.verify(contents, run.settings().withLast(OptionalLong.of((long) OF_EACH * partitions)));
    }
}
