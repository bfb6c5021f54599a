package io.glyphstream.learning.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.datasets.Dataset;
import io.glyphstream.datasets.drawing.DigitPainter;
import io.glyphstream.learning.LoggedPipeline;
import io.glyphstream.learning.LoggedPipeline.Labels;
import io.glyphstream.learning.window.WindowRule;
import io.glyphstream.learning.window.WindowSearch;
import io.glyphstream.operations.ReadProgress;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.trainer.ModelTrainer;
import io.glyphstream.trainer.NeighborSpec;
import io.glyphstream.trainer.TrainedModel;
import io.glyphstream.trainer.TrainerListener;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class HeldOutOutputsTest {

    private static EmbeddedBroker broker;

    private LoggedPipeline pipeline;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start(BrokerSettings.temporary());
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void createTopics(TestInfo test) {
        pipeline = new LoggedPipeline(
                broker.bootstrapServers(), test.getTestMethod().orElseThrow().getName() + ".", 2);
        pipeline.sendDigits("image-", 600, 1, Labels.WITH_IMAGES, 0, 1);
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void areThoseOfTheSnapshotOnTheHeldOutImagesThatTheManifestNames() {
        var window = new WindowSearch(pipeline.cluster(), pipeline.topics())
                .find(WindowRule.newest(600), Optional.empty(), ReadProgress.untold());
        var model = train(window.dataset());
        var reference = publish(model.readFrom(window.data()));
        pipeline.sendDigits("new-", 200, 2, Labels.WITH_IMAGES, 0, 1);

        var outputs = HeldOutOutputs.of(pipeline.cluster(), pipeline.topics(), reference);

        var heldOut = window.dataset().test();
        var expected = model.classifier().score(heldOut.pixels(), heldOut.size());
        assertThat(outputs.lack()).isEmpty();
        assertThat(outputs.rows()).hasSize(heldOut.size()).hasSizeGreaterThan(30);
        for (int image = 0; image < heldOut.size(); image++) {
            assertThat(outputs.rows().get(image)).containsExactly(expected.outputs(image));
        }
    }

    @Test
    void cannotBeHadOfAModelThatWasTrainedOnAFile() {
        var reference = publish(train(new Dataset("drawn", DigitPainter.draw(50, 5), DigitPainter.draw(20, 6))));

        var outputs = HeldOutOutputs.of(pipeline.cluster(), pipeline.topics(), reference);

        assertThat(outputs.rows()).isEmpty();
        assertThat(outputs.lack()).contains("it was trained on a file, drawn");
    }

    @Test
    void cannotBeHadOfImagesThatRetentionRemoved() {
        var window = new WindowSearch(pipeline.cluster(), pipeline.topics())
                .find(WindowRule.newest(600), Optional.empty(), ReadProgress.untold());
        var reference = publish(train(window.dataset()).readFrom(window.data()));
        pipeline.removeBefore(pipeline.topics().images(), 0, 10);

        var outputs = HeldOutOutputs.of(pipeline.cluster(), pipeline.topics(), reference);

        assertThat(outputs.rows()).isEmpty();
        assertThat(outputs.lack()).hasValueSatisfying(lack -> assertThat(lack).contains("the log begins at 10"));
    }

    private ModelReference publish(TrainedModel model) {
        return pipeline.publish(model.draft("knn", "somebody"), model.snapshot())
                .getReference();
    }

    private static TrainedModel train(Dataset dataset) {
        return new ModelTrainer(1, Clock.systemUTC()).train(dataset, NeighborSpec.plain(), TrainerListener.silent());
    }
}
