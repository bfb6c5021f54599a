package io.glyphstream.it;

import static io.glyphstream.it.RegistryPipeline.draft;
import static io.glyphstream.it.RegistryPipeline.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.broker.FreePorts;
import io.glyphstream.registry.publishing.ModelPublisher;
import io.glyphstream.registry.publishing.PublishException;
import io.glyphstream.registry.publishing.PublishListener;
import io.glyphstream.schemas.kafka.KafkaCluster;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A publisher whom the broker refuses, or does not answer, says why and leaves nothing that anybody could see. */
@Timeout(180)
@Tag("slow")
final class RefusedPublisherTest {
    private static final byte[] MODEL = snapshot(3_000_000, 1);

    @TempDir
    private Path folder;

    @Test
    void withoutARightNothingIsVisibleAndTheMissingRightIsNamed() throws Exception {
        try (var broker = EmbeddedBroker.start(new BrokerSettings(Optional.empty(), 0, Rights.CHECKED))) {
            var pipeline = new RegistryPipeline(broker.bootstrapServers(), "refused.").create(Map.of());
            var models = pipeline.topics.models().name();
            var rights = new Rights(pipeline.cluster);
            var onTopic = rights.right(ResourceType.TOPIC, models, AclOperation.WRITE);
            var onId = rights.right(ResourceType.TRANSACTIONAL_ID, "refused.publisher-mlp", AclOperation.WRITE);
            var needed =
                    "the user needs WRITE on topic " + models + " and on its transactional id refused.publisher-mlp";

            onTopic.deny();
            assertRefused(pipeline, PublishListener.silent(), needed);
            onTopic.allow();
            onId.deny();
            assertRefused(pipeline, PublishListener.silent(), needed);
            onId.allow();
            assertRefused(pipeline, (bytes, total) -> onTopic.deny(), needed);
            assertThat(pipeline.modelsEnd()).as("chunks that were sent before").isPositive();
            onTopic.allow();

            assertThat(pipeline.publish("mlp", MODEL).getVersion()).isEqualTo(1);
        }
    }

    private static void assertRefused(RegistryPipeline pipeline, PublishListener listener, String reason) {
        try (var publisher = pipeline.publisher();
                var catalog = pipeline.catalog()) {
            assertThatThrownBy(() -> publisher.publish(draft("mlp"), MODEL, listener))
                    .isInstanceOf(PublishException.class)
                    .hasMessageContaining("publishing mlp failed, and no change is visible")
                    .hasMessageContaining(reason);
            assertThat(catalog.manifests()).isEmpty();
        }
    }

    @Test
    void aBrokerThatStandsStillEndsThePublicationAndNothingIsVisibleWhenItGoesOn() throws Exception {
        String port = Integer.toString(FreePorts.choose(0, 1)[0]);
        try (var broker = Program.start(folder, "broker", "--port", port)) {
            await().atMost(RegistryPipeline.PATIENCE)
                    .until(() -> broker.said().contains("Kafka is ready") || !broker.isAlive());
            var pipeline = new RegistryPipeline("127.0.0.1:" + port, "still.").create(Map.of());
            var impatient = new KafkaCluster(
                    pipeline.cluster.bootstrapServers(),
                    Map.of("request.timeout.ms", "1000", "delivery.timeout.ms", "3000", "max.block.ms", "3000"));
            var frozen = new AtomicBoolean();
            PublishListener freezesAtTheFirstChunk = (bytes, total) -> {
                if (!frozen.getAndSet(true)) {
                    broker.freeze();
                }
            };
            try (var publisher = new ModelPublisher(impatient, pipeline.topics, Clock.systemUTC())) {
                assertThatThrownBy(() -> publisher.publish(draft("mlp"), MODEL, freezesAtTheFirstChunk))
                        .isInstanceOf(PublishException.class)
                        .hasMessageContaining("publishing mlp failed, and no change is visible")
                        .hasMessageContaining("the broker does not answer in time");
            }

            broker.thaw();

            try (var catalog = pipeline.catalog()) {
                assertThat(catalog.manifests()).isEmpty();
            }
            assertThat(pipeline.modelsEnd()).as("chunks that were sent before").isPositive();
            assertThat(pipeline.publish("mlp", MODEL).getVersion()).isEqualTo(1);
        }
    }
}
