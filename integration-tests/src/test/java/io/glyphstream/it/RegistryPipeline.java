package io.glyphstream.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.glyphstream.registry.InvalidModelException;
import io.glyphstream.registry.deployments.DeploymentDecision;
import io.glyphstream.registry.deployments.DeploymentLog;
import io.glyphstream.registry.following.FollowerListener;
import io.glyphstream.registry.following.ModelFollower;
import io.glyphstream.registry.publishing.ModelCatalog;
import io.glyphstream.registry.publishing.ModelDraft;
import io.glyphstream.registry.publishing.ModelPublisher;
import io.glyphstream.registry.publishing.Publication;
import io.glyphstream.registry.publishing.PublishListener;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Probe;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.TrainingFacts;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.TopicAdministration;
import io.glyphstream.schemas.kafka.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The topics of one pipeline on a broker, and everybody who works on the registry's. Snapshots are any bytes here. */
final class RegistryPipeline {
    /** A snapshot that begins with this is refused by the followers' loader. */
    static final byte POISON = 99;

    static final Duration PATIENCE = Duration.ofSeconds(30);

    final KafkaCluster cluster;
    final Topics topics;

    RegistryPipeline(String bootstrapServers, String prefix) {
        cluster = new KafkaCluster(bootstrapServers, Map.of());
        topics = new Topics(prefix, SchemaIds.fixed());
    }

    /** Creates the topics; the models topic with these settings besides the usual ones. */
    RegistryPipeline create(Map<String, String> modelsSettings) throws InterruptedException, ExecutionException {
        try (var admin = admin()) {
            new TopicAdministration(admin, topics).create(1, (short) 1);
            var models = new ConfigResource(
                    ConfigResource.Type.TOPIC, topics.models().name());
            List<AlterConfigOp> changes = modelsSettings.entrySet().stream()
                    .map(setting -> new AlterConfigOp(
                            new ConfigEntry(setting.getKey(), setting.getValue()), AlterConfigOp.OpType.SET))
                    .toList();
            admin.incrementalAlterConfigs(Map.of(models, changes)).all().get();
        }
        return this;
    }

    /** Deletes a topic and creates another of its name. */
    void remake(String topic) throws InterruptedException, ExecutionException {
        try (var admin = admin()) {
            admin.deleteTopics(List.of(topic)).all().get();
            await().atMost(PATIENCE)
                    .until(() -> !admin.listTopics().names().get().contains(topic));
            new TopicAdministration(admin, topics).create(1, (short) 1);
        }
    }

    Admin admin() {
        return Admin.create(cluster.clientSettings(Map.of(), Map.of()));
    }

    ModelPublisher publisher() {
        return new ModelPublisher(cluster, topics, Clock.systemUTC());
    }

    ModelCatalog catalog() {
        return new ModelCatalog(cluster, topics);
    }

    DeploymentLog deployments() {
        return new DeploymentLog(cluster, topics, Clock.systemUTC());
    }

    /** Returns a follower that is not started; what it serves are the snapshots' bytes. */
    ModelFollower<byte[]> follower() {
        return new ModelFollower<>(cluster, topics, RegistryPipeline::load, FollowerListener.silent());
    }

    private static byte[] load(ModelManifest manifest, byte[] snapshot) throws InvalidModelException {
        if (snapshot[0] == POISON) {
            throw new InvalidModelException("poisoned");
        }
        return snapshot;
    }

    ModelReference publish(String model, byte[] snapshot) {
        try (var publisher = publisher()) {
            return publisher
                    .publish(draft(model), snapshot, PublishListener.silent())
                    .manifest()
                    .getReference();
        }
    }

    Publication publication(String model, byte[] snapshot) {
        try (var publisher = publisher()) {
            return publisher.publish(draft(model), snapshot, PublishListener.silent());
        }
    }

    DeploymentDecision promote(ModelReference reference) {
        try (var log = deployments()) {
            return log.promote(reference, "operator", "test");
        }
    }

    static ModelDraft draft(String model) {
        var facts = new TrainingFacts(
                "digits", Digests.sha256(new byte[0]), 1L, Map.of(), 10L, 5L, 4L, List.of(), 12L, null, null);
        var probe = new Probe(ByteBuffer.wrap(new byte[6]), 1, List.of(0.25f, 0.75f));
        return new ModelDraft(model, "perceptron", 1, 2, 3, 2, facts, List.of(probe), "test");
    }

    static byte[] snapshot(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        bytes[0] = 1;
        return bytes;
    }

    /** Writes any bytes to a topic, outside of any transaction. */
    void write(String topic, @Nullable String key, byte @Nullable [] value)
            throws InterruptedException, ExecutionException {
        try (var producer = new KafkaProducer<>(
                cluster.clientSettings(Map.of(), Map.of()), new ByteArraySerializer(), new ByteArraySerializer())) {
            byte[] encoded = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
            producer.send(new ProducerRecord<>(topic, 0, encoded, value)).get();
        }
    }

    /** Returns the offset after the last record of the models topic. */
    long modelsEnd() throws InterruptedException, ExecutionException {
        try (var admin = admin()) {
            var partition = new TopicPartition(topics.models().name(), 0);
            return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get()
                    .offset();
        }
    }

    /** Waits until the version serves, with these bytes. */
    static void assertServes(ModelFollower<byte[]> follower, ModelReference reference, byte[] snapshot) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).untilAsserted(() -> {
            assertThat(follower.current()).as(follower.status().text()).isPresent();
            assertThat(follower.current().orElseThrow().champion().reference()).isEqualTo(reference);
        });
        assertThat(follower.current().orElseThrow().champion().model()).isEqualTo(snapshot);
    }
}
