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
import io.glyphstream.processor.lifecycle.ProcessorStatus;
import io.glyphstream.registry.deployments.DeploymentRefusedException;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.verifier.report.Finding;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A decision that a later release wrote is not missed in silence. */
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

    /** What follows the id is for the later release alone to know. */
    private static void decideByLaterRelease(Pipeline pipeline) throws Exception {
        var value = ByteBuffer.allocate(50).put((byte) 0).putInt(LATER_ID).array();
        write(pipeline, pipeline.topics.deployments().name(), "2", value);
    }

    private static void write(Pipeline pipeline, String topic, String key, byte[] value) throws Exception {
        var settings = pipeline.cluster.clientSettings(Map.of(), Map.of());
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, 0, key, value)).get();
        }
    }
}
