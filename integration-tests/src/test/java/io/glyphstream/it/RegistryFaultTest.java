package io.glyphstream.it;

import static io.glyphstream.it.RegistryPipeline.PATIENCE;
import static io.glyphstream.it.RegistryPipeline.assertServes;
import static io.glyphstream.it.RegistryPipeline.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.registry.publishing.ModelRetention;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.ModelReference;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.ReplicaInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left when publishers are killed, brokers go away, and old records are compacted away. */
@Timeout(300)
@Tag("slow")
final class RegistryFaultTest {
    /** Compacts whatever can be compacted at once. */
    private static final Map<String, String> EAGER_CLEANER =
            Map.of("log.cleaner.backoff.ms", "200", "log.cleaner.min.cleanable.ratio", "0");

    private static final Map<String, String> TINY_SEGMENTS = Map.of(
            "segment.ms", "1",
            "max.compaction.lag.ms", "1",
            "min.cleanable.dirty.ratio", "0",
            "delete.retention.ms", "0");

    @TempDir
    private Path directory;

    private EmbeddedBroker broker;

    @BeforeEach
    void startBroker() {
        broker = EmbeddedBroker.start(new BrokerSettings(Optional.of(directory), 0, EAGER_CLEANER));
    }

    @AfterEach
    void stopBroker() {
        broker.close();
    }

    private void restartBroker() {
        int port = broker.port();
        broker.close();
        broker = EmbeddedBroker.start(new BrokerSettings(Optional.of(directory), port, EAGER_CLEANER));
    }

    /** The number of kills is {@code -Dglyphstream.kills=50} in a long run. */
    @ParameterizedTest
    @ValueSource(longs = 1)
    void aKilledPublisherLeavesNoHalfModelAndDoesNotHinderTheNext(long seed) throws Exception {
        var pipeline = new RegistryPipeline(broker.bootstrapServers(), "killed.").create(Map.of());
        var random = new Random(seed);
        int announced = 0;
        try (var follower = pipeline.follower()) {
            follower.start();
            for (int kill = 0; kill < Integer.getInteger("glyphstream.kills", 3); kill++) {
                announced =
                        Math.max(announced, killAfter(random.nextInt(15), random.nextInt(40), 1000L * kill, pipeline));
            }

            byte[] bytes = snapshot(1_000, seed);
            ModelReference last = pipeline.publish("mlp", bytes);
            pipeline.promote(last);

            assertServes(follower, last, bytes);
            assertThat(follower.rejections()).isEmpty();
            assertThat(follower.unreadableRecords()).isZero();
            assertThat(last.getVersion()).isGreaterThan(announced);
        }
        try (var catalog = pipeline.catalog()) {
            List<ModelManifest> manifests = catalog.manifests();
            assertThat(manifests)
                    .extracting(manifest -> manifest.getReference().getVersion())
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, manifests.size()).boxed().toList());
            for (ModelManifest manifest : manifests) {
                assertThat(catalog.snapshot(manifest)).hasSize((int) manifest.getSize());
            }
        }
    }

    /** Kills a publisher a little after it said so many things, between any two of them; returns the newest version it had announced by then. */
    private int killAfter(int lines, int millis, long seed, RegistryPipeline pipeline)
            throws IOException, InterruptedException {
        Process publisher = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EndlessPublisher.class.getName(),
                        broker.bootstrapServers(),
                        pipeline.topics.prefix(),
                        Long.toString(seed))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        int announced = 0;
        try (BufferedReader output = publisher.inputReader(StandardCharsets.UTF_8)) {
            for (int line = 0; line <= lines; line++) {
                String said = output.readLine();
                assertThat(said).as("the publisher ended by itself").isNotNull();
                if (said.startsWith("published ")) {
                    announced = Integer.parseInt(said.substring("published ".length()));
                }
            }
            assertThat(publisher.waitFor(millis, TimeUnit.MILLISECONDS)).isFalse();
        } finally {
            publisher.destroyForcibly().waitFor();
        }
        return announced;
    }

    @Test
    void afterCompactionAndARestartOfEverythingTheRightVersionServesAndTheSpaceIsFree() throws Exception {
        var pipeline = new RegistryPipeline(broker.bootstrapServers(), "compacted.").create(TINY_SEGMENTS);
        List<ModelReference> versions = new ArrayList<>();
        for (int version = 1; version <= 5; version++) {
            versions.add(pipeline.publish("mlp", snapshot(3_000_000, version)));
            pipeline.promote(versions.get(version - 1));
        }
        try (var retention = new ModelRetention(pipeline.cluster, pipeline.topics);
                var log = pipeline.deployments()) {
            List<ModelReference> expired = retention.expired(1);
            assertThat(expired).containsExactlyInAnyOrderElementsOf(versions.subList(0, 3));
            for (ModelReference reference : expired) {
                log.retire(reference, "operator", "old");
                retention.remove(reference);
            }
        }
        awaitSizeBelow(9_000_000, pipeline);
        restartBroker();

        try (var follower = pipeline.follower();
                var catalog = pipeline.catalog()) {
            follower.start();

            assertServes(follower, versions.get(4), snapshot(3_000_000, 5));
            assertThat(catalog.manifests())
                    .extracting(ModelManifest::getReference)
                    .containsExactlyElementsOf(versions.subList(3, 5));
            assertThat(pipeline.publish("mlp", snapshot(1_000, 6)).getVersion()).isEqualTo(6);
        }
    }

    /** Two versions of 3,000,000 bytes are left of five. The newest segment is closed by the next record only. */
    private static void awaitSizeBelow(long limit, RegistryPipeline pipeline) {
        await().atMost(PATIENCE.multipliedBy(2)).untilAsserted(() -> {
            pipeline.write(pipeline.topics.models().name(), "manifest/none/1", null);
            assertThat(size(pipeline)).isLessThan(limit);
        });
    }

    private static long size(RegistryPipeline pipeline) throws Exception {
        try (var admin = pipeline.admin()) {
            var partition = new TopicPartition(pipeline.topics.models().name(), 0);
            return admin.describeLogDirs(List.of(1)).allDescriptions().get().values().stream()
                    .flatMap(folders -> folders.values().stream())
                    .flatMap(folder -> Stream.ofNullable(folder.replicaInfos().get(partition)))
                    .mapToLong(ReplicaInfo::size)
                    .sum();
        }
    }

    @Test
    void aFollowerOutlivesTheBrokersAbsence() throws Exception {
        var pipeline = new RegistryPipeline(broker.bootstrapServers(), "absent.").create(Map.of());
        ModelReference mlp1 = pipeline.publish("mlp", snapshot(1_000, 1));
        pipeline.promote(mlp1);
        try (var follower = pipeline.follower()) {
            follower.start();
            assertServes(follower, mlp1, snapshot(1_000, 1));

            restartBroker();

            ModelReference mlp2 = pipeline.publish("mlp", snapshot(1_000, 2));
            pipeline.promote(mlp2);
            assertServes(follower, mlp2, snapshot(1_000, 2));
        }
    }

    @Test
    void aFollowerThatFindsNoBrokerSaysSoAndCatchesUpLater() throws Exception {
        var pipeline = new RegistryPipeline(broker.bootstrapServers(), "late.").create(Map.of());
        ModelReference mlp1 = pipeline.publish("mlp", snapshot(1_000, 1));
        pipeline.promote(mlp1);
        int port = broker.port();
        broker.close();
        try (var follower = pipeline.follower()) {
            follower.start();
            await().atMost(PATIENCE)
                    .until(() -> follower.status().text().startsWith("catching up: Kafka does not answer"));

            broker = EmbeddedBroker.start(new BrokerSettings(Optional.of(directory), port, EAGER_CLEANER));

            assertServes(follower, mlp1, snapshot(1_000, 1));
        }
    }
}
