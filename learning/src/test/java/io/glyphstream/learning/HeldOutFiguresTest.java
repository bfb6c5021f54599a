package io.glyphstream.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.datasets.Dataset;
import io.glyphstream.datasets.drawing.DigitPainter;
import io.glyphstream.learning.LoggedPipeline.Labels;
import io.glyphstream.learning.window.LogWindow;
import io.glyphstream.learning.window.WindowRule;
import io.glyphstream.learning.window.WindowSearch;
import io.glyphstream.operations.ReadProgress;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.LogData;
import io.glyphstream.trainer.ModelTrainer;
import io.glyphstream.trainer.NeighborSpec;
import io.glyphstream.trainer.TrainedModel;
import io.glyphstream.trainer.TrainerListener;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** What manifests say of held-out images is measured again on the images that they name. */
@Timeout(120)
final class HeldOutFiguresTest {

    private static EmbeddedBroker broker;

    private LoggedPipeline pipeline;
    private TrainedModel model;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start(BrokerSettings.temporary());
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void trainOnTheLog(TestInfo test) {
        pipeline = new LoggedPipeline(
                broker.bootstrapServers(), test.getTestMethod().orElseThrow().getName() + ".", 2);
        pipeline.sendDigits("own-", 300, 1, Labels.WITH_IMAGES, 0, 1);
        pipeline.sendDigits("late-", 300, 2, Labels.LATER, 0, 1);
        model = train(window());
        assertThat(model.report().confusion().total()).isGreaterThan(20);
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void figuresOfTheSnapshotAreTrueWhateverIsSentAfterwards() {
        pipeline.publish(model.draft("knn", "somebody"), model.snapshot());
        pipeline.sendDigits("new-", 100, 3, Labels.WITH_IMAGES, 0, 1);
        for (int i = 0; i < 300; i++) {
            pipeline.sendLabel(i % 2, "late-" + i, 0);
        }
        pipeline.flush();

        assertThat(check()).isEqualTo(report(1));
    }

    @Test
    void anotherNumberOfRightAnswersIsToldWithBoth() {
        var correct = model.report().confusion().correct();
        var total = model.report().confusion().total();
        pipeline.publish(Drafts.withCorrect(model.draft("knn", "somebody"), correct - 1), model.snapshot());

        assertThat(check().wrong())
                .containsExactly("knn@1: it is right on " + correct + " of " + total
                        + " held-out images, and its manifest says " + (correct - 1) + " of " + total);
    }

    @Test
    void anotherConfusionMatrixIsTold() {
        var confusion = new ArrayList<>(model.report().confusion().counts());
        confusion.set(0, confusion.get(0) + 1);
        confusion.set(11, confusion.get(11) - 1);
        pipeline.publish(Drafts.withConfusion(model.draft("knn", "somebody"), confusion), model.snapshot());

        assertThat(check().wrong()).singleElement().asString().contains("knn@1", "another confusion matrix");
    }

    @Test
    void imagesAndLabelsWithAnotherDigestAreTold() {
        var named = window().data();
        var other = new LogData(
                named.getImages(),
                named.getLabels(),
                named.getWindow(),
                named.getHeldOutRule(),
                Digests.sha256(new byte[] {1}));
        pipeline.publish(model.readFrom(other).draft("knn", "somebody"), model.snapshot());

        assertThat(check().wrong())
                .singleElement()
                .asString()
                .contains("knn@1", "have the SHA-256 " + Digests.hex(named.getSha256()));
    }

    @Test
    void anotherSnapshotIsToldByItsAnswers() {
        var dataset = new Dataset("drawn", DigitPainter.draw(50, 5), DigitPainter.draw(20, 6));
        var other =
                new ModelTrainer(1, Clock.systemUTC()).train(dataset, NeighborSpec.plain(), TrainerListener.silent());
        pipeline.publish(model.draft("knn", "somebody"), other.snapshot());

        assertThat(check().wrong()).singleElement().asString().contains("knn@1: it is right on ");
    }

    @Test
    void whatCannotBeCheckedIsNamedWithTheReason() {
        var dataset = new Dataset("drawn", DigitPainter.draw(50, 5), DigitPainter.draw(20, 6));
        var ofFile =
                new ModelTrainer(1, Clock.systemUTC()).train(dataset, NeighborSpec.plain(), TrainerListener.silent());
        pipeline.publish(ofFile.draft("file", "somebody"), ofFile.snapshot());
        pipeline.publish(model.draft("removed", "somebody"), model.snapshot());
        pipeline.publish(
                Drafts.withHeldOutRule(model.draft("rule", "somebody"), "rule", "every-second"), model.snapshot());
        pipeline.removeBefore(pipeline.topics().images(), 0, 1);

        var report = check();

        assertThat(report.checked()).isZero();
        assertThat(report.wrong()).isEmpty();
        assertThat(report.unchecked()).hasSize(3);
        assertThat(report.unchecked().get(0)).isEqualTo("file@1: it was measured on a file, drawn");
        assertThat(report.unchecked().get(1)).startsWith("removed@1: ").contains("partition 0", "the log begins at 1");
        assertThat(report.unchecked().get(2)).startsWith("rule@1: ").contains("every-second");
    }

    private static HeldOutFigures.Report report(int checked) {
        return new HeldOutFigures.Report(checked, List.of(), List.of());
    }

    private HeldOutFigures.Report check() {
        return HeldOutFigures.check(pipeline.cluster(), pipeline.topics(), 2, (reference, done, total) -> {});
    }

    private LogWindow window() {
        pipeline.flush();
        return new WindowSearch(pipeline.cluster(), pipeline.topics())
                .find(WindowRule.newest(1_000), Optional.empty(), ReadProgress.untold());
    }

    private static TrainedModel train(LogWindow window) {
        return new ModelTrainer(2, Clock.systemUTC())
                .train(window.dataset(), NeighborSpec.plain(), TrainerListener.silent())
                .readFrom(window.data());
    }
}
