package io.glyphstream.it;

import static io.glyphstream.it.Models.DIGITS;
import static io.glyphstream.it.Models.GOOD;
import static io.glyphstream.it.Models.NEIGHBORS;
import static io.glyphstream.it.Models.POOR;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.cli.BrokerSettings;
import io.glyphstream.cli.EmbeddedBroker;
import io.glyphstream.producer.LabelPolicy;
import io.glyphstream.producer.ProducerSettings;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.verifier.Finding;
import io.glyphstream.verifier.KafkaContents;
import io.glyphstream.verifier.RegistryModels;
import io.glyphstream.verifier.Verifier;
import io.glyphstream.verifier.VerifyReport;
import io.glyphstream.verifier.VerifySettings;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One run of the pipeline is recorded, and changed in one place for each test: the verifier must find that place. */
final class VerifierTest {
    private static EmbeddedBroker broker;
    private static Pipeline pipeline;
    private static RegistryModels models;
    private static RecordedTopics topics;
    private static ModelReference first;
    private static ModelReference second;

    @BeforeAll
    static void record() throws Exception {
        broker = EmbeddedBroker.start(BrokerSettings.temporary());
        pipeline = new Pipeline(broker.bootstrapServers(), "verifier.", SchemaIds.fixed());
        pipeline.createTopics();
        first = pipeline.promote("mlp", POOR);
        pipeline.shadow("knn", NEIGHBORS);
        var processor = pipeline.run("one");
        pipeline.feed("before", DIGITS.test().range(0, 100));
        pipeline.send("junk", "junk".getBytes(UTF_8));
        pipeline.predictions().readUntil(100);
        second = pipeline.promote("mlp", GOOD);
        pipeline.feed(
                "after",
                DIGITS.test().range(100, 250),
                ProducerSettings.defaults().withLabels(LabelPolicy.LATER),
                Clock.systemUTC());
        pipeline.predictions().readUntil(250);
        pipeline.requireVerified();
        processor.close();
        models = new RegistryModels(pipeline.cluster, pipeline.topics, Clock.systemUTC());
        try (var live = new KafkaContents(pipeline.cluster)) {
            topics = RecordedTopics.of(
                    live,
                    pipeline.topics.all().stream().map(topic -> topic.name()).toList(),
                    pipeline.verifySettings().applicationId());
        }
    }

    @AfterAll
    static void close() {
        models.close();
        pipeline.close();
        broker.close();
    }

    @Test
    void anUntouchedRunIsVerified() {
        var report = verify(topics);

        assertThat(report.problems()).isEmpty();
        assertThat(report.ok()).isTrue();
        assertThat(report.images()).isEqualTo(251);
        assertThat(report.predictions()).isEqualTo(250);
        assertThat(report.deadLetters()).isEqualTo(1);
        assertThat(report.labels()).isEqualTo(150);
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
        var place = topics.partitionWith(pipeline.topics.deadLetters().name(), 1);

        assertFound(topics.with(place, list -> without(list, 0)), Finding.MISSING);
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
        assertThat(prediction(place, 0).getScores().get(0).getModel()).isEqualTo(first);

        var report = verify(
                changed(place, 0, prediction -> prediction.getScores().get(0).put("model", second)));

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
        var place = topics.partitionWith(pipeline.topics.deadLetters().name(), 1);

        assertFound(
                topics.with(place, list -> {
                    list.set(0, at(list.get(0), list.get(0).offset(), "jink".getBytes(UTF_8)));
                    return list;
                }),
                Finding.CONTRADICTION);
    }

    @Test
    void anAccuracyThatIsOffByOneIsFound() {
        var accuracy = pipeline.topics.accuracy();
        var place = topics.partitionWith(accuracy.name(), 1);

        assertFound(
                topics.with(place, list -> {
                    var last = list.get(list.size() - 1);
                    var report = accuracy.decode(last.value());
                    report.put("unlabelled", report.getUnlabelled() + 1);
                    list.set(list.size() - 1, at(last, last.offset(), accuracy.encode(report)));
                    return list;
                }),
                Finding.ACCURACY);
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

    private static void flipBit(Prediction prediction) {
        var score = prediction.getScores().get(1);
        var outputs = new ArrayList<>(score.getOutputs());
        outputs.set(4, Float.intBitsToFloat(Float.floatToRawIntBits(outputs.get(4)) ^ 1));
        score.put("outputs", outputs);
    }

    /** A partition with answers enough, the first ones by the first champion. */
    private static TopicPartition place() {
        return topics.partitionWith(pipeline.topics.predictions().name(), 20);
    }

    private static Prediction prediction(TopicPartition place, int index) {
        return pipeline.topics
                .predictions()
                .decode(topics.records(place).get(index).value());
    }

    private static RecordedTopics changed(TopicPartition place, int index, Consumer<Prediction> change) {
        return topics.with(place, list -> {
            var prediction = prediction(place, index);
            change.accept(prediction);
            var record = list.get(index);
            list.set(
                    index,
                    at(record, record.offset(), pipeline.topics.predictions().encode(prediction)));
            return list;
        });
    }

    private static List<ConsumerRecord<byte[], byte[]>> without(List<ConsumerRecord<byte[], byte[]>> list, int index) {
        list.remove(index);
        return list;
    }

    private static ConsumerRecord<byte[], byte[]> at(ConsumerRecord<byte[], byte[]> record, long offset, byte[] value) {
        return new ConsumerRecord<>(
                record.topic(),
                record.partition(),
                offset,
                record.timestamp(),
                record.timestampType(),
                record.serializedKeySize(),
                value.length,
                record.key(),
                value,
                record.headers(),
                Optional.empty());
    }

    private static void assertFound(RecordedTopics touched, Finding finding) {
        assertThat(verify(touched).found()).containsOnlyKeys(finding).containsEntry(finding, 1L);
    }

    private static VerifyReport verify(RecordedTopics contents) {
        return verify(contents, 1);
    }

    private static VerifyReport verify(RecordedTopics contents, double sample) {
        var settings = new VerifySettings(pipeline.verifySettings().applicationId(), sample, Duration.ZERO, 2);
        return new Verifier(pipeline.topics, contents, models, settings).verify((done, total) -> {});
    }
}
