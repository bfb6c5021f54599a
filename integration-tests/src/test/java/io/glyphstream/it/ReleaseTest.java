package io.glyphstream.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.datasets.Dataset;
import io.glyphstream.datasets.drawing.DigitPainter;
import io.glyphstream.registry.deployments.DeploymentLog;
import io.glyphstream.registry.publishing.ModelCatalog;
import io.glyphstream.registry.publishing.ModelPublisher;
import io.glyphstream.registry.publishing.Publication;
import io.glyphstream.registry.publishing.PublishListener;
import io.glyphstream.schemas.Deployment;
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
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** Releasing trained models through the gate, on a broker. */
@Timeout(120)
final class ReleaseTest {
    private static final Dataset DIGITS = new Dataset("digits", DigitPainter.draw(800, 41), DigitPainter.draw(400, 42));
    private static final TrainedModel POOR = neighbors(30);
    private static final TrainedModel GOOD = neighbors(800);

    private static EmbeddedBroker broker;

    private ModelPublisher publisher;
    private ModelCatalog catalog;
    private DeploymentLog deployments;
    private ModelRelease release;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start(BrokerSettings.temporary());
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void open(TestInfo test) throws Exception {
        var name = test.getTestMethod().orElseThrow().getName();
        var pipeline = new RegistryPipeline(broker.bootstrapServers(), name + ".").create(Map.of());
        publisher = pipeline.publisher();
        catalog = pipeline.catalog();
        deployments = pipeline.deployments();
        release = new ModelRelease(publisher, catalog, deployments, 1);
    }

    @AfterEach
    void close() {
        publisher.close();
        catalog.close();
        deployments.close();
    }

    @Test
    void theFirstModelAndEveryBetterOneAnswers() {
        var first = release(POOR, Gate.IF_BETTER, NotPromoted.WAITS);
        var second = release(GOOD, Gate.IF_BETTER, NotPromoted.WAITS);

        assertThat(first).isInstanceOf(ReleaseOutcome.Promoted.class);
        assertThat(second).isInstanceOf(ReleaseOutcome.Promoted.class);
        assertThat(second.reference().getVersion()).isEqualTo(2);
        assertThat(deployments.history())
                .extracting(Deployment::getReason)
                .containsExactly(first.reason(), second.reason());
        assertThat(second.reason()).contains("by knn@1");
        assertThat(champion()).isEqualTo(second.reference());
    }

    @Test
    void theWorseModelWaits() {
        var good = release(GOOD, Gate.IF_BETTER, NotPromoted.WAITS);
        var poor = release(POOR, Gate.IF_BETTER, NotPromoted.WAITS);

        assertThat(poor).isInstanceOf(ReleaseOutcome.Waiting.class);
        assertThat(poor.comparison()).isPresent();
        assertThat(champion()).isEqualTo(good.reference());
        assertThat(catalog.manifests()).hasSize(2);
    }

    @Test
    void theWorseModelChallengesWhenItIsToldSo() {
        release(GOOD, Gate.ALWAYS, NotPromoted.WAITS);
        var poor = release(POOR, Gate.IF_BETTER, NotPromoted.CHALLENGES);

        assertThat(poor).isInstanceOf(ReleaseOutcome.Shadowed.class);
        assertThat(deployments.current().orElseThrow().getChallengers()).containsExactly(poor.reference());
    }

    @Test
    void theSameModelAgainChangesNothing() {
        var first = release(GOOD, Gate.ALWAYS, NotPromoted.WAITS);
        var again = release(GOOD, Gate.IF_BETTER, NotPromoted.CHALLENGES);

        assertThat(again.publication()).isInstanceOf(Publication.AlreadyPublished.class);
        assertThat(again).isInstanceOf(ReleaseOutcome.Promoted.class);
        assertThat(again.reason()).contains("knn@1 is the champion already");
        assertThat(deployments.history()).hasSize(1);
        assertThat(again.reference()).isEqualTo(first.reference());
    }

    private ReleaseOutcome release(TrainedModel model, Gate gate, NotPromoted notPromoted) {
        return release.release(model, new ReleaseOrder("knn", gate, notPromoted, "tester"), PublishListener.silent());
    }

    private Object champion() {
        return deployments.current().orElseThrow().getChampion();
    }

    private static TrainedModel neighbors(int references) {
        var spec = NeighborSpec.plain().with(Map.of("references", "" + references, "k", "1"));
        return new ModelTrainer(1, Clock.systemUTC()).train(DIGITS, spec, TrainerListener.silent());
    }
}
