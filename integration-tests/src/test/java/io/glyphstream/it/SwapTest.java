package io.glyphstream.it;

import static io.glyphstream.it.Models.DIGITS;
import static io.glyphstream.it.Models.GOOD;
import static io.glyphstream.it.Models.POOR;
import static io.glyphstream.it.Pipeline.ACTOR;
import static io.glyphstream.it.Pipeline.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.datasets.drawing.DigitPainter;
import io.glyphstream.processor.ImageProcessor;
import io.glyphstream.producer.Rate;
import io.glyphstream.registry.deployments.ProcessorRegister;
import io.glyphstream.registry.deployments.Rollout;
import io.glyphstream.schemas.Deployment;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.SchemaIds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** Swaps and rollbacks under load, and how long they take, which is printed. */
@Timeout(280)
final class SwapTest {
    /** In the long run {@code -Dglyphstream.references=60000 -Dglyphstream.rate=20000}. */
    private static final int REFERENCES = Integer.getInteger("glyphstream.references", 2_000);

    private static final Rate RATE = Rate.perSecond(Integer.getInteger("glyphstream.rate", 2_000));

    private static EmbeddedBroker broker;

    private Pipeline pipeline;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start(BrokerSettings.temporary());
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void open(TestInfo test) {
        var prefix = test.getTestMethod().orElseThrow().getName() + ".";
        pipeline = new Pipeline(broker.bootstrapServers(), prefix, SchemaIds.fixed());
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void threeProcessorsOnEightPartitionsAllReachANewVersionUnderLoadAndGoBackTenVersions() throws Exception {
        pipeline.createTopics(8);
        var first = pipeline.promote("mlp", POOR);
        List<ImageProcessor> processors = new ArrayList<>();
        for (var name : List.of("one", "two", "three")) {
            processors.add(pipeline.run(name));
        }
        var feed = pipeline.feedEndlessly(DIGITS.test());
        for (var processor : processors) {
            awaitTrue(() -> processor.counts().predictions() > 50);
        }
        var second = pipeline.publish("mlp", GOOD);

        awaitServedByAll(pipeline.deployments().promote(second, ACTOR, "better").deployment());

        var answers = pipeline.predictions();
        answers.readUntil(found -> assertThat(found)
                .filteredOn(answer -> Pipeline.models(answer.value()).contains(second))
                .hasSizeGreaterThan(400));
        var fed = feed.stop();
        answers.readUntil(fed);
        goTenVersionsBack(first, processors);
        pipeline.feed("after", DIGITS.test().range(0, 80));
        answers.readUntil(fed + 80);
        pipeline.requireVerified();
        processors.forEach(ImageProcessor::close);
        assertThat(pipeline.answers())
                .filteredOn(prediction -> prediction.getImageId().startsWith("after/"))
                .hasSize(80)
                .allSatisfy(
                        prediction -> assertThat(Pipeline.models(prediction)).containsExactly(first));
    }

    /** The version that served first is the twelfth from the end by then. */
    private void goTenVersionsBack(ModelReference first, List<ImageProcessor> processors) {
        var log = pipeline.deployments();
        for (var seed = 1; seed <= 10; seed++) {
            var version = pipeline.publish("mlp", Models.smallest(seed));
            awaitServedByAll(log.promote(version, ACTOR, "newer").deployment());
        }
        Predicate<ImageProcessor> hasGoneBack = processor ->
                processor.models().orElseThrow().champion().reference().equals(first);

        var decided = System.nanoTime();
        log.rollBackTo(first, ACTOR, "all newer ones are worse");

        awaitTrue(() -> processors.stream().allMatch(hasGoneBack));
        var millis = (System.nanoTime() - decided) / 1_000_000;
        System.out.println("rollback over ten versions, decided and in service everywhere: " + millis + " ms");
        assertThat(millis).isLessThan(10_000);
    }

    @Test
    void aLargeIndexIsSwappedInUnderFullLoadWhileTheStreamGoesOn() throws Exception {
        pipeline.createTopics();
        pipeline.promote("mlp", POOR);
        var index = Models.neighbors(DigitPainter.draw(REFERENCES, 77), REFERENCES);
        var processor = pipeline.run("one");
        var feed = pipeline.feedEndlessly(DIGITS.test(), RATE);
        awaitTrue(() -> processor.counts().predictions() > 2_000);

        var begun = Clock.systemUTC().instant();
        var published = pipeline.publish("knn", index);
        var decided = Clock.systemUTC().instant();
        pipeline.deployments().promote(published, ACTOR, "larger");

        awaitTrue(() -> processor.models().orElseThrow().champion().reference().equals(published));
        var swapped = Clock.systemUTC().instant();
        var answers = pipeline.predictions().readUntil(feed.stop());
        pipeline.requireVerified();
        processor.close();
        report(answers.stream().map(ConsumerRecord::value).toList(), begun);
        System.out.printf(
                "an index of %,d images was in service %d ms after its promotion%n",
                REFERENCES, Duration.between(decided, swapped).toMillis());
    }

    /** The thread that scores and the thread that loads share nothing but the machine; this shows how much that is. */
    private static void report(List<Prediction> answers, Instant begun) {
        var times = answers.stream()
                .filter(answer ->
                        answer.getScores().get(0).getModel().getModel().equals("mlp"))
                .map(Prediction::getScoredAt)
                .sorted()
                .toList();
        long before = 0;
        long meanwhile = 0;
        for (var i = 1; i < times.size(); i++) {
            var pause = Duration.between(times.get(i - 1), times.get(i)).toMillis();
            if (times.get(i).isBefore(begun)) {
                before = Math.max(before, pause);
            } else {
                meanwhile = Math.max(meanwhile, pause);
            }
        }
        System.out.printf(
                "the stream thread's longest pause between two answers was %d ms before, %d ms while an"
                        + " index of %,d images was published, loaded and swapped in%n",
                before, meanwhile, REFERENCES);
        assertThat(meanwhile).as("milliseconds without an answer").isLessThan(10_000);
    }

    private void awaitServedByAll(Deployment deployment) {
        try (var register = new ProcessorRegister(pipeline.cluster, pipeline.topics, Clock.systemUTC())) {
            awaitTrue(() -> {
                var rollout = Rollout.of(deployment, deployment.getSequence(), register.reports());
                return rollout.serving().size() == 3 && rollout.isSettled();
            });
        }
    }

    private static void awaitTrue(Callable<Boolean> condition) {
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(condition);
    }
}
