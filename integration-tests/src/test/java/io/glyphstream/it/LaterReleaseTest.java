package io.glyphstream.it;

import static io.glyphstream.it.Models.DIGITS;
import static io.glyphstream.it.Models.POOR;
import static io.glyphstream.it.Pipeline.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.http.HttpAddress;
import io.glyphstream.learning.service.TrainerPhase;
import io.glyphstream.operations.TrainerStatus;
import io.glyphstream.processor.lifecycle.ProcessorStatus;
import io.glyphstream.registry.deployments.DeploymentRefusedException;
import io.glyphstream.schemas.RecordKeys;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.TrainerReport;
import io.glyphstream.schemas.TrainingResult;
import io.glyphstream.verifier.report.Finding;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a later release decided, and what a trainer of a later release has in hand, is not missed in silence. */
@Timeout(180)
final class LaterReleaseTest {
    private static final int LATER_ID = 500;

    @Test
    void aProcessorThatMissedADecisionIsNotReadyAndVerifyTellsOfIt() throws Exception {
        try (var broker = EmbeddedBroker.start(BrokerSettings.temporary());
                var pipeline = new Pipeline(broker.bootstrapServers(), "later.", SchemaIds.fixed())) {
            pipeline.createTopics();
            var one = pipeline.promote("mlp", POOR);
            var processor = pipeline.run(pipeline.settings("one").withHttp(Optional.of(HttpAddress.loopback(0))));

            decideByLaterRelease(pipeline);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(processor.status().text())
                            .startsWith("the models may be outdated: deployment 2 at offset 1 cannot be read: record of"
                                    + " later.deployments was written by a later release: schema id 500 but this release"
                                    + " reads 1 to ")
                            .endsWith("; upgrade this program"));
            assertThat(processor.status().phase()).isEqualTo(ProcessorStatus.Phase.PREPARING);
            assertThat(Pipeline.get(processor, "/readyz").statusCode()).isEqualTo(503);
            assertThat(Pipeline.get(processor, "/metrics").body()).contains("glyphstream_deployments_missed");
            pipeline.feed("still-answered", DIGITS.test().range(0, 20));
            pipeline.predictions().readUntil(20);
            assertThat(pipeline.verify().found()).containsOnlyKeys(Finding.LATER_RELEASE);
            assertThatThrownBy(() -> pipeline.deployments().promote(one, Pipeline.ACTOR, "test"))
                    .isInstanceOf(DeploymentRefusedException.class)
                    .hasMessageStartingWith("what is in force is not known, so nothing was recorded: deployment 2");
        }
    }

    @Test
    void aTrainerDoesNotTakeOverWhatATrainerOfALaterReleaseHasInHand(@TempDir Path folder) throws Exception {
        try (var broker = EmbeddedBroker.start(BrokerSettings.temporary());
                var pipeline = new Pipeline(broker.bootstrapServers(), "later.", SchemaIds.fixed())) {
            pipeline.createTopics();
            var trainers = pipeline.topics.trainers().name();
            write(pipeline, trainers, RecordKeys.trainerReport("mlp"), laterValue());
            long before = end(pipeline, trainers);
            try (var trainer = Program.start(
                    folder,
                    "trainer",
                    "--bootstrap-servers",
                    broker.bootstrapServers(),
                    "--topic-prefix",
                    pipeline.topics.prefix())) {
                assertThat(trainer.exitCode()).as(trainer.said()).isEqualTo(4);
                assertThat(trainer.said())
                        .contains(
                                "record of later.trainers (partition 0, offset 0) was written by a later release: schema"
                                        + " id 500 but this release reads 1 to ")
                        .contains("; upgrade this program");
            }
            assertThat(end(pipeline, trainers)).as("nothing was written").isEqualTo(before);

            pipeline.feed("images", DIGITS.training().range(0, 500));
            try (var other = new RunningTrainer(pipeline, RunningTrainer.settings("other", 500, 0))) {
                assertThat(other.awaitOutcome(1).getResult())
                        .as("the trainer of another model goes on")
                        .isEqualTo(TrainingResult.PROMOTED);
            }
        }
    }

    @Test
    void aRequestOfALaterReleaseIsNamedInTheReportAndLeftToALaterTrainer() throws Exception {
        try (var broker = EmbeddedBroker.start(BrokerSettings.temporary());
                var pipeline = new Pipeline(broker.bootstrapServers(), "later.", SchemaIds.fixed())) {
            pipeline.createTopics();
            pipeline.feed("images", DIGITS.training().range(0, 400));
            try (var trainer = new RunningTrainer(pipeline, RunningTrainer.settings("one", 500, 0))) {
                trainer.awaitPhase(TrainerPhase.COLLECTING);
                write(
                        pipeline,
                        pipeline.topics.trainers().name(),
                        RecordKeys.trainingRequest(RunningTrainer.MODEL),
                        laterValue());

                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(newestReport(pipeline).getStatus())
                                .startsWith(
                                        "collecting: 400 of 500 new labels\na request to train cannot be read: record of"
                                                + " later.trainers (partition 0, offset ")
                                .contains(" was written by a later release: schema id 500 "));
                pipeline.feed("more", DIGITS.training().range(400, 500));
                assertThat(trainer.awaitOutcome(1).getCause()).isEqualTo("500 new labels");
            }
            assertThat(newestReport(pipeline).getRequestsSeen()).isZero();
        }
    }

    private static TrainerReport newestReport(Pipeline pipeline) {
        return TrainerStatus.read(pipeline.cluster, pipeline.topics, Clock.systemUTC())
                .reports()
                .get(0);
    }

    private static long end(Pipeline pipeline, String topic) throws Exception {
        var partition = new TopicPartition(topic, 0);
        try (var admin = pipeline.admin()) {
            return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get()
                    .offset();
        }
    }

    private static void decideByLaterRelease(Pipeline pipeline) throws Exception {
        write(pipeline, pipeline.topics.deployments().name(), "2", laterValue());
    }

    /** What follows the id is for the later release alone to know. */
    private static byte[] laterValue() {
        return ByteBuffer.allocate(50).put((byte) 0).putInt(LATER_ID).array();
    }

    private static void write(Pipeline pipeline, String topic, String key, byte[] value) throws Exception {
        var settings = pipeline.cluster.clientSettings(Map.of(), Map.of());
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, 0, key, value)).get();
        }
    }
}
