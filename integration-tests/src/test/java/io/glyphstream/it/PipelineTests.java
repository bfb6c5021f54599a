package io.glyphstream.it;

import static io.glyphstream.it.Models.DIGITS;
import static io.glyphstream.it.Models.GOOD;
import static io.glyphstream.it.Models.NEIGHBORS;
import static io.glyphstream.it.Models.POOR;
import static io.glyphstream.it.Pipeline.ACTOR;
import static io.glyphstream.it.Pipeline.PATIENCE;
import static io.glyphstream.it.Pipeline.models;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.processor.ImageProcessor;
import io.glyphstream.processor.lifecycle.ProcessorStatus;
import io.glyphstream.processor.settings.Guarantee;
import io.glyphstream.producer.LabelPolicy;
import io.glyphstream.producer.ProducerSettings;
import io.glyphstream.schemas.DeadLetterHeaders;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.PredictionHeaders;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.kafka.TopicAdministration;
import io.glyphstream.schemas.kafka.TopicOutcome;
import io.glyphstream.schemas.kafka.WrongTopicException;
import io.glyphstream.verifier.report.Finding;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** What the whole pipeline promises, on any broker; each test has topics of its own. */
@Timeout(240)
abstract class PipelineTests {
    private static final LabeledImages IMAGES = DIGITS.test();
    private static final int COUNT = IMAGES.size();

    private String prefix;
    private Pipeline pipeline;

    abstract String bootstrapServers();

    @BeforeEach
    void open(TestInfo test) {
        prefix = test.getTestMethod().orElseThrow().getName() + ".";
        pipeline = new Pipeline(bootstrapServers(), prefix, SchemaIds.fixed());
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void everyImageIsAnsweredOnceByChampionAndChallengersToTheBit() throws Exception {
        pipeline.createTopics();
        var champion = pipeline.promote("mlp", GOOD);
        var challenger = pipeline.shadow("knn", NEIGHBORS);
        pipeline.run("one");

        pipeline.feed("run", IMAGES);

        awaitAnswers(COUNT);
        var report = pipeline.requireVerified();
        assertThat(report.rescored()).isEqualTo(2L * COUNT);
        assertThat(pipeline.answers())
                .hasSize(COUNT)
                .allSatisfy(prediction -> assertThat(models(prediction)).containsExactly(champion, challenger));
    }

    @Test
    void runningAccuracyReachesExactlyTheCountsOfThePredictions() throws Exception {
        pipeline.createTopics();
        pipeline.promote("mlp", POOR);
        pipeline.shadow("knn", NEIGHBORS);
        pipeline.run("one");
        var start = Clock.systemUTC().instant().minus(Duration.ofMinutes(30));
        var clock = new SteppingClock(start, Duration.ofMillis(500));

        pipeline.feed("labeled", IMAGES.range(0, 250), ProducerSettings.defaults(), clock);
        pipeline.feed(
                "later", IMAGES.range(250, 330), ProducerSettings.defaults().withLabels(LabelPolicy.LATER), clock);
        pipeline.feed(
                "unlabeled", IMAGES.range(330, 400), ProducerSettings.defaults().withLabels(LabelPolicy.NEVER), clock);

        awaitAnswers(COUNT);
        var report = pipeline.requireVerified();
        assertThat(report.accuracyChecked()).as("two totals and many windows").isGreaterThan(2 + 2 * 3);
        var total = pipeline.accuracy().readToEnd().stream()
                .filter(accuracy -> accuracy.key().equals("mlp@1"))
                .reduce((older, newer) -> newer)
                .orElseThrow()
                .value();
        assertThat(total.getSeen()).isEqualTo(330);
        assertThat(total.getUnlabelled()).isEqualTo(70);
        assertThat(total.getConfusion().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(330);
    }

    @Test
    void aPromotionOnTheWaySwapsAndNothingIsLostOrDoubled() throws Exception {
        pipeline.createTopics();
        var first = pipeline.promote("mlp", POOR);
        var processor = pipeline.run("one");
        var feed = pipeline.feedEndlessly(IMAGES);
        awaitAnswersBy(first);

        var second = pipeline.promote("mlp", GOOD);

        awaitAnswersBy(second);
        var fed = feed.stop();
        awaitAnswers(fed);
        assertThat(pipeline.requireVerified().predictions()).isEqualTo(fed);
        assertThat(processor.counts().swaps()).isEqualTo(2);
    }

    @Test
    void afterARollbackTheNextPredictionsNameTheOlderVersion() throws Exception {
        pipeline.createTopics();
        var older = pipeline.promote("mlp", POOR);
        var newer = pipeline.promote("mlp", GOOD);
        var processor = pipeline.run("one");
        pipeline.feed("before", IMAGES.range(0, 50));
        awaitAnswers(50);

        pipeline.deployments().rollBack(ACTOR, "worse than before");
        awaitChampion(processor, older);
        pipeline.feed("after", IMAGES.range(0, 50));

        awaitAnswers(100);
        pipeline.requireVerified();
        assertThat(pipeline.answers())
                .allSatisfy(prediction -> assertThat(models(prediction))
                        .containsExactly(prediction.getImageId().startsWith("before/") ? newer : older));
    }

    @Test
    void whatIsNoImageIsADeadLetterAndTheStreamGoesOn() throws Exception {
        pipeline.createTopics();
        pipeline.promote("mlp", POOR);
        pipeline.run("one");
        var narrow = pipeline.topics.images().encode(Spoiled.image("narrow", 27, 28, null));
        var mislabeled = pipeline.topics.images().encode(Spoiled.image("mislabeled", 28, 28, 300));
        var renamed = pipeline.topics.images().encode(Spoiled.image("its own name", 28, 28, 3));

        pipeline.send("junk", "junk".getBytes(UTF_8));
        pipeline.send("nothing", null);
        pipeline.send("narrow", narrow);
        pipeline.send("mislabeled", mislabeled);
        pipeline.send("renamed", renamed);
        pipeline.feed("good", IMAGES.range(0, 20));

        var letters = pipeline.deadLetters().readUntil(5);
        awaitAnswers(20);
        assertThat(pipeline.requireVerified().predictions()).isEqualTo(20);
        assertThat(letters)
                .hasSize(5)
                .anySatisfy(letter -> assertLetter(
                        letter, "junk", "junk".getBytes(UTF_8), "record must have at least 5 bytes but has 4"))
                .anySatisfy(letter -> assertLetter(letter, "nothing", null, "record has no value"))
                .anySatisfy(
                        letter -> assertLetter(letter, "narrow", narrow, "image of 27 x 28, but mlp@1 takes 28 x 28"))
                .anySatisfy(letter ->
                        assertLetter(letter, "mislabeled", mislabeled, "label must be within [0, 255] but was 300"))
                .anySatisfy(letter -> assertLetter(
                        letter, "renamed", renamed, "record's key is 'renamed', but the image's id is 'its own name'"));
    }

    @Test
    void aProcessorClosedAndStartedAgainOnTheWayAnswersEachImageOnce() throws Exception {
        pipeline.createTopics();
        pipeline.promote("mlp", POOR);
        var first = pipeline.run("first");
        var feed = pipeline.feedEndlessly(IMAGES);
        await().atMost(PATIENCE).until(() -> first.counts().predictions() > 100);

        first.close();
        var second = pipeline.run("second");

        await().atMost(PATIENCE).until(() -> second.counts().predictions() > 100);
        var fed = feed.stop();
        awaitAnswers(fed);
        assertThat(pipeline.requireVerified().predictions()).isEqualTo(fed);
    }

    @Test
    void oneOfTwoProcessorsThatIsClosedLeavesItsShareToTheOther() throws Exception {
        pipeline.createTopics();
        pipeline.promote("mlp", POOR);
        var staying = pipeline.run("staying");
        var leaving = pipeline.run("leaving");
        var feed = pipeline.feedEndlessly(IMAGES);
        await().atMost(PATIENCE).until(() -> leaving.counts().predictions() > 100);
        await().atMost(PATIENCE).until(() -> staying.counts().predictions() > 100);

        leaving.close();

        var answered = staying.counts().predictions();
        await().atMost(PATIENCE).until(() -> staying.counts().predictions() > answered + 100);
        var fed = feed.stop();
        awaitAnswers(fed);
        assertThat(pipeline.requireVerified().predictions()).isEqualTo(fed);
    }

    @Test
    void aBadModelIsRejectedWithItsReasonAndTheLastGoodOneServes() throws Exception {
        pipeline.createTopics();
        var good = pipeline.promote("mlp", POOR);
        var processor = pipeline.run("live");
        var log = pipeline.deployments();

        log.promote(pipeline.publish(GOOD.draft("mlp", ACTOR), Spoiled.withoutABias(GOOD.snapshot())), ACTOR, "NaN");
        log.promote(
                pipeline.publish(Spoiled.withAnotherProbe(GOOD.draft("mlp", ACTOR)), GOOD.snapshot()), ACTOR, "probe");

        await().atMost(PATIENCE).until(() -> processor.counts().rejectedModels() == 2);
        pipeline.feed("live", IMAGES.range(0, 50));
        awaitAnswers(50);
        assertThat(Pipeline.get(processor, "/status").body())
                .contains("a weight must be a finite float but was NaN", "probe 0 must have output");
        processor.close();
        pipeline.run("restarted");
        pipeline.feed("restarted", IMAGES.range(0, 50));
        awaitAnswers(100);
        pipeline.requireVerified();
        assertThat(pipeline.answers())
                .allSatisfy(prediction -> assertThat(models(prediction)).containsExactly(good));
    }

    @Test
    void missingTopicsAreRefusedWithTheCommandThatCreatesThem() throws Exception {
        var processor = pipeline.start(pipeline.settings("one"));

        var status = processor.awaitEnd(PATIENCE);

        assertThat(status)
                .isInstanceOfSatisfying(
                        ProcessorStatus.Failed.class,
                        failed -> assertThat(failed.cause()).isInstanceOf(WrongTopicException.class));
        assertThat(status.text())
                .contains("topic " + prefix + "images: it does not exist; to fix it: "
                        + "glyphstream topics create --topic-prefix " + prefix);
        assertThat(Pipeline.get(processor, "/livez").statusCode()).isEqualTo(503);
    }

    @Test
    void creatingTopicsAgainChangesNothingButWhatIsWrong() throws Exception {
        var created = pipeline.createTopics();
        var again = pipeline.createTopics();
        pipeline.set(pipeline.topics.images(), "max.message.bytes", "5000000");
        var refused = pipeline.start(pipeline.settings("one")).awaitEnd(PATIENCE);
        var corrected = pipeline.createTopics();

        assertThat(created).hasOnlyElementsOfType(TopicOutcome.Created.class).hasSize(10);
        assertThat(again).hasOnlyElementsOfType(TopicOutcome.Unchanged.class).hasSize(10);
        assertThat(refused.text()).contains("max.message.bytes must be at most", "glyphstream topics create");
        assertThat(corrected).hasAtLeastOneElementOfType(TopicOutcome.Corrected.class);
        try (var admin = pipeline.admin()) {
            new TopicAdministration(admin, pipeline.topics).check();
        }
    }

    @Test
    void aProcessorWithoutAModelSaysThatItWaitsAndAnswersOnceThereIsOne() throws Exception {
        pipeline.createTopics();
        var processor = pipeline.start(pipeline.settings("one"));
        pipeline.feed("run", IMAGES.range(0, 50));
        awaitStatus(processor, "waiting for a model: none is published yet");
        assertThat(Pipeline.get(processor, "/readyz").statusCode()).isEqualTo(503);
        assertThat(Pipeline.get(processor, "/readyz").body()).startsWith("waiting for a model: none is published yet");
        assertThat(Pipeline.get(processor, "/livez").statusCode()).isEqualTo(200);
        var published = pipeline.publish("mlp", POOR);
        awaitStatus(processor, "waiting for a model: none is promoted yet");

        pipeline.deployments().promote(published, ACTOR, "the first");

        awaitAnswers(50);
        assertThat(Pipeline.get(processor, "/readyz").statusCode()).isEqualTo(200);
        assertThat(pipeline.requireVerified().predictions()).isEqualTo(50);
    }

    @Test
    void aPredictionCanBeReadFromItsHeadersAlone() throws Exception {
        pipeline.createTopics();
        var champion = pipeline.promote("mlp", POOR);
        pipeline.run("one");

        pipeline.feed("run", IMAGES.range(0, 50));

        assertThat(awaitAnswers(50)).allSatisfy(answer -> {
            assertThat(text(answer.headers(), PredictionHeaders.ANSWER))
                    .isEqualTo(Integer.toString(answer.value().getAnswer()));
            assertThat(Float.parseFloat(text(answer.headers(), PredictionHeaders.CONFIDENCE)))
                    .isEqualTo(answer.value().getConfidence());
            assertThat(text(answer.headers(), PredictionHeaders.MODEL)).isEqualTo("mlp@1");
            assertThat(answer.value().getScores().get(0).getModel()).isEqualTo(champion);
            assertThat(answer.value().getDeploymentSequence()).isEqualTo(1);
        });
    }

    @Test
    void atLeastOnceLeavesNoImageUnanswered() throws Exception {
        pipeline.createTopics();
        pipeline.promote("mlp", POOR);
        pipeline.run(
                pipeline.settings("one").withGuarantee(Guarantee.AT_LEAST_ONCE).withThreads(2));

        pipeline.feed("run", IMAGES);

        awaitAnswers(COUNT);
        var report = pipeline.verify();
        assertThat(report.count(Finding.MISSING)).isZero();
        assertThat(report.count(Finding.MISMATCH)).isZero();
    }

    @Test
    void schemaIdsMayComeFromARegistry() throws Exception {
        try (var registry = new SchemaRegistryServer();
                var here = new Pipeline(bootstrapServers(), prefix, SchemaIds.registry(registry.url()));
                var elsewhere = new Pipeline(bootstrapServers(), prefix, SchemaIds.registry(registry.url()))) {
            here.createTopics();
            here.promote("mlp", POOR);
            here.run("one");

            here.feed("run", IMAGES.range(0, 50));

            assertThat(elsewhere.predictions().readUntil(50)).hasSize(50);
            assertThat(here.rawImages().readToEnd())
                    .allSatisfy(
                            image -> assertThat(ByteBuffer.wrap(image.value()).getInt(1))
                                    .isGreaterThanOrEqualTo(SchemaRegistryServer.FIRST_ID));
        }
    }

    /** Returns the models that scored an image: the champion, then the challengers. */
    private List<ConsumerRecord<String, Prediction>> awaitAnswers(int count) {
        return pipeline.predictions().readUntil(count);
    }

    private void awaitAnswersBy(ModelReference champion) {
        pipeline.predictions()
                .readUntil(answers -> assertThat(answers)
                        .filteredOn(answer -> models(answer.value()).contains(champion))
                        .hasSizeGreaterThan(100));
    }

    private static void awaitChampion(ImageProcessor processor, ModelReference champion) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() ->
                        processor.models().orElseThrow().champion().reference().equals(champion));
    }

    private static void awaitStatus(ImageProcessor processor, String text) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(processor.status().text()).isEqualTo(text));
    }

    private void assertLetter(
            ConsumerRecord<String, byte[]> letter, String key, byte @Nullable [] value, String reason) {
        assertThat(letter.key()).isEqualTo(key);
        assertThat(letter.value()).isEqualTo(value);
        var headers = DeadLetterHeaders.read(letter.headers());
        assertThat(headers.topic()).isEqualTo(pipeline.topics.images().name());
        assertThat(headers.stage()).isEqualTo("classify");
        assertThat(headers.reason()).isEqualTo(reason);
    }

    private static String text(Headers headers, String name) {
        return new String(headers.lastHeader(name).value(), UTF_8);
    }
}
