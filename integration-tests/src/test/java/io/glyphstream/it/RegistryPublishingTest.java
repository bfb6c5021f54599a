package io.glyphstream.it;

import static io.glyphstream.it.RegistryPipeline.assertServes;
import static io.glyphstream.it.RegistryPipeline.draft;
import static io.glyphstream.it.RegistryPipeline.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.registry.deployments.DeploymentRefusedException;
import io.glyphstream.registry.publishing.ModelRetention;
import io.glyphstream.registry.publishing.Publication;
import io.glyphstream.registry.publishing.PublishException;
import io.glyphstream.registry.publishing.PublishListener;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.RecordKeys;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** Publishing and retiring on a broker, each test with topics of its own. */
@Timeout(120)
final class RegistryPublishingTest {
    private static EmbeddedBroker broker;

    private RegistryPipeline pipeline;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start(BrokerSettings.temporary());
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void createTopics(TestInfo test) throws Exception {
        String name = test.getTestMethod().orElseThrow().getName();
        pipeline = new RegistryPipeline(broker.bootstrapServers(), name + ".").create(Map.of());
    }

    @Test
    void theSameBytesAreOneVersionAndAreNotSentAgain() throws Exception {
        byte[] bytes = snapshot(2_000_000, 1);
        Publication first = pipeline.publication("mlp", bytes);
        long end = pipeline.modelsEnd();

        Publication again = pipeline.publication("mlp", bytes);
        Publication underAnotherName = pipeline.publication("other", bytes);

        assertThat(first).isInstanceOf(Publication.Published.class);
        assertThat(again).isEqualTo(new Publication.AlreadyPublished(first.manifest()));
        assertThat(underAnotherName).isInstanceOf(Publication.Published.class);
        assertThat(pipeline.modelsEnd() - end)
                .as("a manifest and the end of its transaction")
                .isEqualTo(2);
    }

    @Test
    void progressCoversEveryByte() {
        List<Long> progress = new ArrayList<>();
        try (var publisher = pipeline.publisher()) {
            PublishListener listener = (bytes, total) -> progress.add(bytes);
            publisher.publish(draft("mlp"), snapshot(2_000_000, 1), listener);
        }

        assertThat(progress).isSorted().hasSize(3).endsWith(2_000_000L);
    }

    @Test
    void aPublicationThatIsStoppedLeavesNothingVisible() throws Exception {
        byte[] large = snapshot(3_000_000, 2);
        try (var publisher = pipeline.publisher();
                var catalog = pipeline.catalog();
                var follower = pipeline.follower()) {
            Thread closing = new Thread(publisher::close);
            PublishListener stopsAtTheFirstChunk = (bytes, total) -> {
                if (closing.getState() == Thread.State.NEW) {
                    closing.start();
                    await().until(() -> closing.getState() == Thread.State.BLOCKED);
                }
            };

            assertThatThrownBy(() -> publisher.publish(draft("mlp"), large, stopsAtTheFirstChunk))
                    .isInstanceOf(PublishException.class)
                    .hasMessage("publishing mlp was stopped; no change is visible");

            assertThat(pipeline.modelsEnd()).as("chunks on the topic").isPositive();
            assertThat(catalog.manifests()).isEmpty();
            follower.start();
            ModelReference mlp1 = pipeline.publish("mlp", large);
            pipeline.promote(mlp1);
            assertServes(follower, mlp1, large);
        }
    }

    @Test
    void aBrokerThatTakesSmallRecordsOnlyIsNamedAndNothingIsVisible() throws Exception {
        pipeline.create(Map.of("max.message.bytes", "100000"));

        assertThatThrownBy(() -> pipeline.publish("mlp", snapshot(1_000_000, 1)))
                .isInstanceOf(PublishException.class)
                .hasMessageContaining("no change is visible")
                .hasMessageContaining("max.message.bytes");

        try (var catalog = pipeline.catalog()) {
            assertThat(catalog.manifests()).isEmpty();
        }
        assertThat(pipeline.publish("mlp", snapshot(1_000, 1)).getVersion()).isEqualTo(1);
    }

    @Test
    void racingPublishersNeverShareAVersion() throws Exception {
        ExecutorService racers = Executors.newFixedThreadPool(3);
        List<Future<Publication>> races = new ArrayList<>();
        for (long seed = 1; seed <= 12; seed++) {
            byte[] bytes = snapshot(300_000, seed);
            races.add(racers.submit(() -> pipeline.publication("mlp", bytes)));
        }

        Map<ModelReference, ModelManifest> published = new HashMap<>();
        for (Future<Publication> race : races) {
            outcome(race).ifPresent(done -> published.put(done.manifest().getReference(), done.manifest()));
        }
        racers.shutdown();

        try (var catalog = pipeline.catalog()) {
            assertThat(published).isNotEmpty();
            assertThat(catalog.manifests()).containsExactlyInAnyOrderElementsOf(published.values());
            assertThat(catalog.manifests())
                    .extracting(manifest -> (long) manifest.getReference().getVersion())
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, published.size()).boxed().toList());
            for (ModelManifest manifest : published.values()) {
                assertThat(catalog.defect(manifest)).isEmpty();
            }
        }
    }

    private static Optional<Publication> outcome(Future<Publication> race) throws Exception {
        try {
            return Optional.of(race.get());
        } catch (ExecutionException lost) {
            assertThat(lost).hasCauseInstanceOf(PublishException.class).hasMessageContaining("no change is visible");
            return Optional.empty();
        }
    }

    @Test
    void aRetiredVersionIsGoneAndItsNumberIsNeverGivenAgain() throws Exception {
        ModelReference mlp1 = pipeline.publish("mlp", snapshot(2_000_000, 1));
        ModelReference shared = pipeline.publish("copy", snapshot(2_000_000, 2));
        ModelReference mlp2 = pipeline.publish("mlp", snapshot(2_000_000, 2));
        pipeline.promote(mlp1);
        try (var log = pipeline.deployments();
                var catalog = pipeline.catalog();
                var retention = new ModelRetention(pipeline.cluster, pipeline.topics)) {
            assertThat(retention.expired(1)).isEmpty();
            assertThatThrownBy(() -> retention.remove(mlp2)).isInstanceOf(DeploymentRefusedException.class);
            log.retire(mlp2, "operator", "worse");

            assertThat(retention.remove(mlp2).chunks())
                    .as("another version uses them")
                    .isZero();

            assertThat(catalog.find("mlp", 2)).isEmpty();
            assertThat(catalog.snapshot(catalog.find("copy", 1).orElseThrow())).isEqualTo(snapshot(2_000_000, 2));
            assertThatThrownBy(() -> log.promote(mlp2, "operator", "again")).hasMessageContaining("mlp@2 is retired");
            assertThat(pipeline.publish("mlp", snapshot(1_000, 3)).getVersion()).isEqualTo(3);
            log.retire(shared, "operator", "worse");
            assertThat(retention.remove(shared).chunks()).isEqualTo(3);
        }
    }

    @Test
    void chunksStayWhileAVersionOfALaterReleaseMayUseThem() throws Exception {
        ModelReference mlp1 = pipeline.publish("mlp", snapshot(1_000, 1));
        byte[] ofALaterRelease =
                ByteBuffer.allocate(50).put((byte) 0).putInt(500).array();
        try (var log = pipeline.deployments();
                var retention = new ModelRetention(pipeline.cluster, pipeline.topics)) {
            log.retire(mlp1, "operator", "worse");
            pipeline.write(pipeline.topics.models().name(), RecordKeys.manifest("mlp", 2), ofALaterRelease);

            assertThat(retention.remove(mlp1).chunks()).isZero();
        }
    }
}
