package io.glyphstream.it;

import static io.glyphstream.it.Models.DIGITS;
import static io.glyphstream.it.Models.POOR;
import static io.glyphstream.it.Pipeline.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.processor.ImageProcessor;
import io.glyphstream.registry.following.FollowerListener;
import io.glyphstream.registry.following.FollowerStatus;
import io.glyphstream.registry.following.ModelFollower;
import io.glyphstream.registry.following.Swap;
import io.glyphstream.schemas.Deployment;
import io.glyphstream.schemas.DeploymentAction;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.RecordKeys;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.serving.ModelSnapshotLoader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** A processor whose follower of models cannot go on: that is seen, and ends when it can be. */
@Timeout(180)
@Tag("slow")
final class FollowerFaultTest {
    private static EmbeddedBroker broker;

    private Pipeline pipeline;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start(new BrokerSettings(Optional.empty(), 0, Rights.CHECKED));
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void open(TestInfo test) {
        var prefix = test.getTestMethod().orElseThrow().getName() + ".";
        pipeline = new Pipeline(broker.bootstrapServers(), prefix, SchemaIds.fixed());
        pipeline.createTopics();
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void withoutTheRightToReadModelsAndDeploymentsForSomeSeconds() throws Exception {
        pipeline.promote("mlp", POOR);
        var second = pipeline.publish("other", POOR);
        var processor = pipeline.run("one");
        var deployments = read(pipeline.topics.deployments().name());
        var models = read(pipeline.topics.models().name());
        deployments.deny();
        models.deny();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                Pipeline.get(processor, "/readyz").body())
                        .contains("cannot follow", pipeline.topics.deployments().name(), "READ"));
        assertThat(Pipeline.get(processor, "/readyz").statusCode()).isEqualTo(503);
        assertThat(Pipeline.get(processor, "/livez").statusCode()).isEqualTo(200);
        pipeline.feed("meanwhile", DIGITS.test().range(0, 50));
        pipeline.predictions().readUntil(50);
        await().atMost(PATIENCE).until(() -> metric(processor, "glyphstream_models_followed_age_seconds") > 3);
        assertThat(metric(processor, "glyphstream_models_followed")).isZero();
        assertThat(Pipeline.get(processor, "/readyz").statusCode()).isEqualTo(503);

        write(promotion(2, second));
        deployments.allow();
        models.allow();

        await().atMost(PATIENCE).until(() -> champion(processor).equals(Optional.of(second)));
        await().atMost(PATIENCE).until(() -> Pipeline.get(processor, "/readyz").statusCode() == 200);
        assertThat(metric(processor, "glyphstream_models_followed")).isEqualTo(1);
        assertThat(metric(processor, "glyphstream_models_followed_age_seconds")).isLessThan(10);
        pipeline.feed("after", DIGITS.test().range(0, 50));
        pipeline.predictions().readUntil(100);
        pipeline.requireVerified();
    }

    @Test
    void whoseFollowerEndsByAnErrorIsTold() throws Exception {
        var told = new CompletableFuture<FollowerStatus>();
        var broken = new FollowerListener() {
            @Override
            public void swapped(Swap swap) {
                throw new OutOfMemoryError("made up");
            }

            @Override
            public void followingChanged(FollowerStatus status) {
                told.complete(status);
            }
        };
        try (var follower = new ModelFollower<>(pipeline.cluster, pipeline.topics, new ModelSnapshotLoader(), broken)) {
            follower.start();
            pipeline.promote("mlp", POOR);

            var status = told.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

            assertThat(status.failure()).containsInstanceOf(OutOfMemoryError.class);
            assertThat(follower.status()).isEqualTo(status);
        }
    }

    private static Deployment promotion(long sequence, ModelReference champion) {
        return Deployment.newBuilder()
                .setSequence(sequence)
                .setAction(DeploymentAction.PROMOTE)
                .setSubject(champion)
                .setChampion(champion)
                .setChallengers(List.of())
                .setActor(Pipeline.ACTOR)
                .setReason("test")
                .setDecidedAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                .build();
    }

    /** Writes without reading before, which {@code DeploymentLog} could not while READ is denied to everybody. */
    private void write(Deployment event) throws Exception {
        try (var producer = new KafkaProducer<>(
                pipeline.cluster.clientSettings(Map.of(), Map.of()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            var topic = pipeline.topics.deployments();
            var key = RecordKeys.deployment(event.getSequence()).getBytes(StandardCharsets.UTF_8);
            producer.send(new ProducerRecord<>(topic.name(), 0, key, topic.encode(event)))
                    .get();
        }
    }

    private Rights.Right read(String topic) {
        return new Rights(pipeline.cluster).right(ResourceType.TOPIC, topic, AclOperation.READ);
    }

    private static Optional<ModelReference> champion(ImageProcessor processor) {
        return processor.models().map(set -> set.champion().reference());
    }

    private static double metric(ImageProcessor processor, String name) throws Exception {
        return Pipeline.get(processor, "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }
}
