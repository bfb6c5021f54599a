package io.glyphstream.it;

import static io.glyphstream.it.Models.DIGITS;
import static io.glyphstream.it.Models.POOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.learning.service.TrainerPhase;
import io.glyphstream.learning.service.TrainerSettings;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.TrainerReport;
import io.glyphstream.schemas.TrainingOutcome;
import io.glyphstream.schemas.TrainingResult;
import io.glyphstream.trainer.PerceptronPlan;
import io.glyphstream.trainer.Preset;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A trainer whose broker goes away, or whose training goes wrong, goes on by itself. */
@Timeout(240)
@Tag("slow")
final class TrainerFaultTest {

    @TempDir
    private Path directory;

    private EmbeddedBroker broker;
    private Pipeline pipeline;

    @BeforeEach
    void startBroker() {
        broker = EmbeddedBroker.start(new BrokerSettings(Optional.of(directory), 0, Map.of()));
        pipeline = new Pipeline(broker.bootstrapServers(), "fault.", SchemaIds.fixed());
        pipeline.createTopics();
    }

    @AfterEach
    void stopBroker() {
        pipeline.close();
        broker.close();
    }

    @Test
    void itCountsTheSameLabelsAndTrainsOnceWhereTheBrokerRestartsWhileItCollects() {
        pipeline.feed("first", DIGITS.training().range(0, 300));
        try (var trainer = new RunningTrainer(pipeline, RunningTrainer.settings("one", 500, 0))) {
            await().atMost(Pipeline.PATIENCE)
                    .untilAsserted(
                            () -> assertThat(newestReport().getCollected()).isEqualTo(300));

            restartBroker(trainer);
            pipeline.feed("second", DIGITS.training().range(300, 500));

            assertThat(trainer.awaitOutcome(1).getCause()).isEqualTo("500 new labels");
            assertTrainedOnce(trainer);
        }
    }

    @Test
    void itTrainsOnceWhereTheBrokerRestartsWhileItReadsItsImages() {
        pipeline.feed("first", DIGITS.training().range(0, 500));
        try (var trainer = new RunningTrainer(pipeline, RunningTrainer.settings("one", 500, 0))) {
            trainer.awaitPhase(TrainerPhase.READING);

            restartBroker(trainer);

            assertThat(trainer.awaitOutcome(1).getCause()).isEqualTo("500 new labels");
            assertTrainedOnce(trainer);
        }
    }

    @Test
    void aTrainingThatDivergesIsAFailureThatSaysSoAndPublishesNothing() {
        var poor = pipeline.promote("poor", POOR);
        pipeline.feed("first", DIGITS.training().range(0, 500));
        try (var trainer = new RunningTrainer(pipeline, diverging("one"))) {
            trainer.awaitOutcome(1);
            pipeline.feed("second", DIGITS.training().range(500, 1_000));
            trainer.awaitOutcome(2);

            assertThat(outcomes()).hasSize(2).allSatisfy(outcome -> {
                assertThat(outcome.getResult()).isEqualTo(TrainingResult.FAILED);
                assertThat(outcome.getReason()).startsWith("the loss became ").endsWith("use a lower learning rate");
                assertThat(outcome.getModel()).isNull();
            });
            try (var catalog = pipeline.catalog();
                    var deployments = pipeline.deployments()) {
                assertThat(catalog.manifests())
                        .singleElement()
                        .satisfies(only -> assertThat(only.getReference()).isEqualTo(poor));
                assertThat(deployments.history()).hasSize(1);
            }
        }
        pipeline.feed("third", DIGITS.training().range(0, 500));
        try (var trainer = new RunningTrainer(pipeline, RunningTrainer.settings("two", 500, 0))) {
            var outcome = trainer.awaitOutcome(1);

            assertThat(outcome.getNumber()).isEqualTo(3);
            assertThat(outcome.getResult()).isEqualTo(TrainingResult.PROMOTED);
        }
    }

    /** Each step makes the weights some thousand times as large. */
    private static TrainerSettings diverging(String instance) {
        var usual = RunningTrainer.settings(instance, 500, 0);
        return new TrainerSettings(
                usual.model(),
                usual.instance(),
                PerceptronPlan.of(Preset.QUICK, 1)
                        .with(Map.of("hidden", "24", "optimizer", "sgd", "learning-rate", "1000", "weight-decay", "1")),
                usual.start(),
                usual.window(),
                usual.triggers(),
                usual.drift(),
                usual.gate(),
                usual.watched(),
                usual.threads(),
                usual.reference());
    }

    private void assertTrainedOnce(RunningTrainer trainer) {
        await().atMost(Pipeline.PATIENCE)
                .until(() -> newestReport().getLast() != null && newestReport().getOrder() == null);
        assertThat(newestReport().getOrders()).isEqualTo(1);
        assertThat(newestReport().getCollected()).isZero();
        assertThat(outcomes())
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.getResult()).isEqualTo(TrainingResult.PROMOTED));
        assertThat(trainer.outcomes()).hasSize(1);
        try (var catalog = pipeline.catalog()) {
            assertThat(catalog.manifests()).singleElement().satisfies(only -> {
                assertThat(catalog.defect(only)).isEmpty();
                assertThat(only.getTraining().getLog().getImages().stream()
                                .mapToLong(range -> range.getTo() - range.getFrom())
                                .sum())
                        .as("with the record that ends each transaction")
                        .isGreaterThanOrEqualTo(500);
            });
        }
    }

    /** It is away for longer than the trainer's clients wait. */
    private void restartBroker(RunningTrainer trainer) {
        int port = URI.create("kafka://" + broker.bootstrapServers()).getPort();
        broker.close();
        await().atMost(Pipeline.PATIENCE)
                .untilAsserted(() -> assertThat(trainer.troubles()).isNotEmpty());
        broker = EmbeddedBroker.start(new BrokerSettings(Optional.of(directory), port, Map.of()));
    }

    private TrainerReport newestReport() {
        return records(TrainerReport.class).stream()
                .reduce((one, other) -> other)
                .orElseThrow(() -> new AssertionError("no report yet"));
    }

    private List<TrainingOutcome> outcomes() {
        return records(TrainingOutcome.class);
    }

    private <T extends SpecificRecord> List<T> records(Class<T> type) {
        try (var view = pipeline.trainers()) {
            return view.readToEnd().stream()
                    .map(record -> record.value())
                    .filter(type::isInstance)
                    .map(type::cast)
                    .toList();
        }
    }
}
