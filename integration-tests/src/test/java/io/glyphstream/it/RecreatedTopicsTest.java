package io.glyphstream.it;

import static io.glyphstream.it.RegistryPipeline.assertServes;
import static io.glyphstream.it.RegistryPipeline.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.datasets.Dataset;
import io.glyphstream.datasets.drawing.DigitPainter;
import io.glyphstream.registry.following.ModelFollower;
import io.glyphstream.registry.publishing.ModelFile;
import io.glyphstream.registry.publishing.PublishListener;
import io.glyphstream.schemas.Deployment;
import io.glyphstream.schemas.DeploymentAction;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.RecordKeys;
import io.glyphstream.trainer.ModelTrainer;
import io.glyphstream.trainer.NeighborSpec;
import io.glyphstream.trainer.TrainedModel;
import io.glyphstream.trainer.TrainerListener;
import io.glyphstream.trainer.release.Gate;
import io.glyphstream.trainer.release.ModelRelease;
import io.glyphstream.trainer.release.NotPromoted;
import io.glyphstream.trainer.release.ReleaseOrder;
import io.glyphstream.trainer.release.ReleaseOutcome;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** What becomes of versions and decisions when one of their topics is deleted and created again. */
@Timeout(120)
@Tag("slow")
final class RecreatedTopicsTest {
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
    void aNewModelsTopicContinuesAboveWhatDeploymentsName() throws Exception {
        ModelReference lost = pipeline.publish("mlp", snapshot(1_000, 1));
        pipeline.promote(lost);
        pipeline.remake(pipeline.topics.models().name());

        ModelReference other = pipeline.publish("mlp", snapshot(1_000, 2));
        ModelReference restored = pipeline.publish("mlp", snapshot(1_000, 1));

        assertThat(other.getVersion()).isEqualTo(2);
        assertThat(restored).as("the same bytes are one version").isEqualTo(lost);
    }

    @Test
    void anExportedChampionComesBackUnderItsNumber() throws Exception {
        byte[] bytes = snapshot(1_000, 1);
        pipeline.publish("mlp", snapshot(1_000, 9));
        ModelReference champion = pipeline.publish("mlp", bytes);
        pipeline.promote(champion);
        ModelManifest manifest;
        try (var catalog = pipeline.catalog()) {
            manifest = catalog.find(champion).orElseThrow();
        }
        pipeline.remake(pipeline.topics.models().name());

        try (var publisher = pipeline.publisher();
                var follower = pipeline.follower()) {
            assertThat(publisher
                            .publish(ModelFile.of(manifest, bytes), PublishListener.silent())
                            .manifest())
                    .isEqualTo(manifest);
            follower.start();
            assertServes(follower, champion, bytes);
        }
    }

    @Test
    void theGateNeverComparesWithAnotherModelOfTheChampionsNumber() throws Exception {
        ModelReference other = release(neighbors(30), Gate.NEVER).reference();
        var champion = new ModelReference("knn", 1, Digests.sha256(new byte[] {1}));
        pipeline.write(
                pipeline.topics.deployments().name(),
                RecordKeys.deployment(1),
                pipeline.topics.deployments().encode(promotion(champion)));

        ReleaseOutcome better = release(neighbors(400), Gate.IF_BETTER);

        assertThat(other.getVersion()).isEqualTo(1);
        assertThat(better).isInstanceOf(ReleaseOutcome.Waiting.class);
        assertThat(better.comparison()).isEmpty();
        assertThat(better.reason())
                .startsWith("not promoted: the champion knn@1 (SHA-256 4bf5122f")
                .contains("the models topic has another model under its number");
    }

    @Test
    void theGateHoldsWhereTheChampionIsNotPublishedAnyMore() throws Exception {
        ModelReference champion = release(neighbors(30), Gate.ALWAYS).reference();
        pipeline.remake(pipeline.topics.models().name());

        ReleaseOutcome better = release(neighbors(400), Gate.IF_BETTER);

        assertThat(better).isInstanceOf(ReleaseOutcome.Waiting.class);
        assertThat(better.reference().getVersion()).isEqualTo(2);
        assertThat(better.reason()).contains("it is not on the models topic any more", "with the gate always");
        assertThat(release(neighbors(400), Gate.ALWAYS)).isInstanceOf(ReleaseOutcome.Promoted.class);
        try (var log = pipeline.deployments()) {
            assertThat(log.champions()).containsExactly(better.reference(), champion);
        }
    }

    @Test
    void whatServedGoesOnWithoutItsModelsTopicAndANewPromotionIsSeen() throws Exception {
        byte[] first = snapshot(1_000, 1);
        byte[] second = snapshot(1_000, 2);
        try (var follower = pipeline.follower()) {
            follower.start();
            ModelReference lost = pipeline.publish("mlp", first);
            pipeline.promote(lost);
            assertServes(follower, lost, first);
            pipeline.remake(pipeline.topics.models().name());

            ModelReference mlp2 = pipeline.publish("mlp", second);
            try (var restarted = pipeline.follower()) {
                restarted.start();
                awaitStatus(
                        restarted,
                        "waiting for a model: no promoted version is fit to serve: [mlp@1: it is not published]");
            }
            awaitStatus(follower, "serving deployment 1: mlp@1 answers; not on the models topic any more: mlp@1");
            pipeline.promote(mlp2);

            assertServes(follower, mlp2, second);
        }
    }

    @Test
    void aNewLogOfDeploymentsIsFollowedWhateverItsNumbersAndWritersBeginAnew() throws Exception {
        byte[] first = snapshot(1_000, 1);
        byte[] second = snapshot(1_000, 2);
        ModelReference mlp1 = pipeline.publish("mlp", first);
        ModelReference mlp2 = pipeline.publish("mlp", second);
        try (var follower = pipeline.follower();
                var log = pipeline.deployments()) {
            log.promote(mlp1, "operator", "the first");
            log.promote(mlp2, "operator", "the second");
            follower.start();
            assertServes(follower, mlp2, second);
            pipeline.remake(pipeline.topics.deployments().name());
            awaitStatus(
                    follower, "serving deployment 2: mlp@2 answers, by a log of deployments that was replaced since");

            log.promote(mlp1, "operator", "the first of a new log");

            assertThat(log.history()).extracting(Deployment::getSequence).containsExactly(1L);
            assertServes(follower, mlp1, first);
            assertThat(follower.current().orElseThrow().deploymentSequence()).isEqualTo(1);
            assertThat(pipeline.publish("mlp", snapshot(1_000, 3)).getVersion()).isEqualTo(3);
        }
    }

    @Test
    void twoTopicsThatAreOlderCopiesAreReadAgain() throws Exception {
        byte[] first = snapshot(1_000, 1);
        byte[] second = snapshot(1_000, 2);
        ModelReference mlp1 = pipeline.publish("mlp", first);
        pipeline.promote(mlp1);
        ModelReference mlp2 = pipeline.publish("mlp", second);
        pipeline.promote(mlp2);
        try (var follower = pipeline.follower();
                var log = pipeline.deployments()) {
            follower.start();
            assertServes(follower, mlp2, second);
            assertThat(log.champions()).containsExactly(mlp2, mlp1);
            pipeline.remake(pipeline.topics.models().name());
            pipeline.remake(pipeline.topics.deployments().name());
            assertThat(pipeline.publish("mlp", first)).isEqualTo(mlp1);

            pipeline.promote(mlp1);

            assertServes(follower, mlp1, first);
            assertThat(log.champions()).containsExactly(mlp1);
        }
    }

    private static void awaitStatus(ModelFollower<byte[]> follower, String expected) {
        await().atMost(RegistryPipeline.PATIENCE)
                .untilAsserted(() -> assertThat(follower.status().text()).isEqualTo(expected));
    }

    private static Deployment promotion(ModelReference champion) {
        return new Deployment(
                1L,
                DeploymentAction.PROMOTE,
                champion,
                champion,
                List.of(),
                "operator",
                "test",
                Instant.ofEpochMilli(2));
    }

    private ReleaseOutcome release(TrainedModel model, Gate gate) {
        try (var publisher = pipeline.publisher();
                var catalog = pipeline.catalog();
                var log = pipeline.deployments()) {
            return new ModelRelease(publisher, catalog, log, 1)
                    .release(
                            model,
                            new ReleaseOrder("knn", gate, NotPromoted.WAITS, "tester"),
                            PublishListener.silent());
        }
    }

    private static TrainedModel neighbors(int references) {
        var digits = new Dataset("digits", DigitPainter.draw(400, 41), DigitPainter.draw(100, 42));
        var spec = NeighborSpec.plain().with(Map.of("references", "" + references, "k", "1"));
        return new ModelTrainer(1, Clock.systemUTC()).train(digits, spec, TrainerListener.silent());
    }
}
