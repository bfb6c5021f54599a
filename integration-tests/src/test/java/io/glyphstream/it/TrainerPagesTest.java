package io.glyphstream.it;

import static io.glyphstream.it.Models.DIGITS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.http.HttpAddress;
import io.glyphstream.learning.service.TrainerPhase;
import io.glyphstream.learning.service.TrainerService;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.TrainingResult;
import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the pages of a trainer say while it starts, works, stands by, waits for Kafka, and stops. */
@Timeout(240)
@Tag("slow")
final class TrainerPagesTest {

    private static final String AT_WORK = "at work: collecting: 0 of 300 new labels\n";
    private static final String STANDS_BY = "standing by: another trainer of learned is at work\n";

    @TempDir
    private Path directory;

    private EmbeddedBroker broker;
    private Pipeline pipeline;

    @BeforeEach
    void start(TestInfo test) {
        broker = startBroker(0);
        var prefix = test.getTestMethod().orElseThrow().getName() + ".";
        pipeline = new Pipeline(broker.bootstrapServers(), prefix, SchemaIds.fixed());
        pipeline.createTopics();
    }

    @AfterEach
    void close() {
        pipeline.close();
        broker.close();
    }

    @Test
    void readyIsWhoWorksOrStandsByAndTheBodySaysWhich() throws Exception {
        try (var service = new TrainerService(
                pipeline.cluster,
                pipeline.topics,
                Clock.systemUTC(),
                RunningTrainer.settings("early", 300, 0),
                Optional.empty())) {
            var address = service.listen(HttpAddress.loopback(0));

            assertThat(Pipeline.get(address, "/readyz").statusCode()).isEqualTo(503);
            assertThat(Pipeline.get(address, "/readyz").body()).isEqualTo("not started\n");
            assertThat(Pipeline.get(address, "/livez").statusCode()).isEqualTo(200);
        }
        var first = new RunningTrainer(pipeline, RunningTrainer.settings("one", 300, 0));
        awaitReady(first, 200, AT_WORK);
        try (var second = new RunningTrainer(pipeline, RunningTrainer.settings("two", 300, 0))) {
            awaitReady(second, 200, STANDS_BY);
            assertThat(second.get("/metrics").body()).contains("glyphstream_trainer_leader{trainer=\"two\"} 0.0");

            first.close();

            assertThatThrownBy(() -> first.get("/readyz")).isInstanceOf(ConnectException.class);
            awaitReady(second, 200, AT_WORK);
        }
    }

    @Test
    void whileNoBrokerAnswersNeitherIsReadyAndBothGetReadyByThemselves() throws Exception {
        try (var first = new RunningTrainer(pipeline, RunningTrainer.settings("one", 300, 0));
                var second = awaitWork(first, "two")) {
            awaitReady(second, 200, STANDS_BY);
            var servers = broker.bootstrapServers();

            broker.close();

            var reason = "waiting for Kafka: no answer from " + servers + "\n";
            awaitReady(first, 503, reason);
            awaitReady(second, 503, reason);
            await().atMost(Pipeline.PATIENCE)
                    .untilAsserted(() -> assertThat(second.troubles()).contains(reason.strip()));
            assertThat(first.get("/livez").statusCode()).isEqualTo(200);
            assertThat(second.get("/livez").statusCode()).isEqualTo(200);

            broker = startBroker(Integer.parseInt(servers.substring(servers.lastIndexOf(':') + 1)));

            // Both stand by while the group rebalances.
            await().atMost(Pipeline.PATIENCE).untilAsserted(() -> {
                var one = first.get("/readyz");
                var other = second.get("/readyz");
                assertThat(List.of(one.statusCode(), other.statusCode())).containsOnly(200);
                assertThat(List.of(one.body(), other.body())).containsExactlyInAnyOrder(AT_WORK, STANDS_BY);
            });
        }
    }

    @Test
    void metricsAfterATrainingAreThoseOfTheTraining() throws Exception {
        pipeline.feed("first", DIGITS.training().range(0, 300));
        try (var trainer = new RunningTrainer(pipeline, RunningTrainer.settings("one", 300, 0))) {
            assertThat(trainer.awaitOutcome(1).getResult()).isEqualTo(TrainingResult.PROMOTED);
            pipeline.feed("second", DIGITS.training().range(300, 350));
            var page = await().atMost(Pipeline.PATIENCE)
                    .until(
                            () -> Exposed.parse(trainer.get("/metrics").body()),
                            now -> now.sum("glyphstream_trainer_collected_labels") == 50);

            assertThat(page.sum("glyphstream_trainer_needed_labels")).isEqualTo(300);
            assertThat(page.sum("glyphstream_trainer_window_images")).isEqualTo(300);
            assertThat(page.sum("glyphstream_trainer_window_bytes"))
                    .isEqualTo(
                            300 * DIGITS.training().rows() * DIGITS.training().columns());
            assertThat(page.samples("glyphstream_trainer_trainings_total", Map.of("outcome", "promoted")))
                    .extracting(Exposed.Sample::value)
                    .containsExactly(1.0);
            assertThat(page.sum("glyphstream_trainer_trainings_total")).isEqualTo(1);
            assertThat(page.sum("glyphstream_trainer_last_training_seconds")).isBetween(0.01, 240.0);
            assertThat(page.samples(
                            "glyphstream_trainer_lag_records",
                            Map.of("topic", pipeline.topics.images().name())))
                    .extracting(Exposed.Sample::value)
                    .containsExactly(0.0);
        }
    }

    /** Kafka's usual assignment gives the only partition to the member whose id is the first in the alphabet. */
    @Test
    void whoJoinsDoesNotTakeTheWorkFromWhoHasIt() throws Exception {
        try (var first = new RunningTrainer(pipeline, RunningTrainer.settings("one", 300, 0));
                var joined = member("aaa")) {
            awaitReady(first, 200, AT_WORK);
            joined.subscribe(List.of(pipeline.topics.trainers().name()));

            await().atMost(Pipeline.PATIENCE).until(() -> {
                joined.poll(Duration.ofMillis(100));
                return joined.groupMetadata().generationId() > 1;
            });

            assertThat(joined.assignment()).isEmpty();
            awaitReady(first, 200, AT_WORK);
        }
    }

    private KafkaConsumer<byte[], byte[]> member(String clientId) {
        var none = new ByteArrayDeserializer();
        var group = pipeline.topics.prefix() + "trainer-learned";
        return new KafkaConsumer<>(
                pipeline.cluster.clientSettings(
                        Map.of(),
                        Map.of(ConsumerConfig.GROUP_ID_CONFIG, group, ConsumerConfig.CLIENT_ID_CONFIG, clientId)),
                none,
                none);
    }

    /** Returns a second one that was started when the first was at work. */
    private RunningTrainer awaitWork(RunningTrainer first, String second) throws Exception {
        first.awaitPhase(TrainerPhase.COLLECTING);
        return new RunningTrainer(pipeline, RunningTrainer.settings(second, 300, 0));
    }

    private EmbeddedBroker startBroker(int port) {
        return EmbeddedBroker.start(new BrokerSettings(Optional.of(directory), port, Map.of()));
    }

    private static void awaitReady(RunningTrainer trainer, int code, String body) {
        await().atMost(Pipeline.PATIENCE).untilAsserted(() -> {
            var page = trainer.get("/readyz");
            assertThat(page.body()).isEqualTo(body);
            assertThat(page.statusCode()).isEqualTo(code);
        });
    }
}
