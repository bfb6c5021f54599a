package io.glyphstream.it;

import static io.glyphstream.it.Models.DIGITS;
import static io.glyphstream.it.Models.POOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.TrainerReport;
import io.glyphstream.schemas.TrainerState;
import io.glyphstream.schemas.TrainingOutcome;
import io.glyphstream.schemas.TrainingResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A trainer that is killed, as a program of its own: the next one goes on where it was. */
@Timeout(240)
@Tag("slow")
final class KilledTrainerTest {

    private static final String SHORT = "epochs=4";

    /** Some ten seconds, so that it is killed before it ends. */
    private static final String LONG = "epochs=150";

    private static EmbeddedBroker broker;

    @TempDir
    private Path folder;

    private Pipeline pipeline;

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
        var prefix = test.getTestMethod().orElseThrow().getName() + ".";
        pipeline = new Pipeline(broker.bootstrapServers(), prefix, SchemaIds.fixed());
        pipeline.createTopics();
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void whatWasCollectedIsCountedAgain() throws Exception {
        pipeline.feed("first", DIGITS.training().range(0, 300));
        try (var first = start("one", SHORT)) {
            awaitReport(report -> report.getCollected() == 300);
            first.kill();
        }
        try (var second = start("two", SHORT)) {
            pipeline.feed("second", DIGITS.training().range(300, 500));

            assertThat(awaitOutcome().getCause()).isEqualTo("500 new labels");
            assertThat(second.isAlive()).isTrue();
        }
    }

    @Test
    void theTrainingInHandIsDoneAgainAndComesToTheSameBytes() throws Exception {
        pipeline.feed("first", DIGITS.training().range(0, 500));
        TrainerReport before;
        try (var first = start("one", LONG)) {
            before = awaitReport(report -> report.getOrder() != null);
            first.kill();
        }
        pipeline.feed("more", DIGITS.training().range(500, 700));
        try (var second = start("two", SHORT)) {
            var outcome = awaitOutcome();

            assertThat(outcome.getNumber()).isEqualTo(1);
            assertThat(outcome.getResult()).isEqualTo(TrainingResult.PROMOTED);
            try (var catalog = pipeline.catalog()) {
                var training = catalog.find(outcome.getModel()).orElseThrow().getTraining();
                assertThat(training.getLog().getImages())
                        .isEqualTo(before.getOrder().getImages());
                assertThat(training.getLog().getLabels())
                        .isEqualTo(before.getOrder().getLabels());
                assertThat(training.getRecipe())
                        .as("the recipe of the order, not that of the second program")
                        .isEqualTo(before.getOrder().getRecipe());
                assertThat(catalog.manifests()).hasSize(1);
            }
            assertThat(second.isAlive()).isTrue();
        }
    }

    @Test
    void whatWasPromotedIsWatchedFurther() throws Exception {
        pipeline.promote("poor", POOR);
        pipeline.run("processor");
        pipeline.feed("first", DIGITS.training().range(0, 1_000));
        try (var first = start("one", SHORT, "--watch", "100", "--every", "1000")) {
            awaitReport(report -> report.getState() == TrainerState.WATCHING);
            first.kill();
        }
        try (var second = start("two", SHORT, "--watch", "100", "--every", "1000")) {
            awaitReport(report -> report.getInstance().equals("two") && report.getState() == TrainerState.WATCHING);
            pipeline.feed("second", DIGITS.training().range(0, 200));

            awaitReport(report -> report.getState() == TrainerState.COLLECTING);

            assertThat(reports(TrainingOutcome.class)).hasSize(1);
            try (var deployments = pipeline.deployments()) {
                assertThat(deployments.current().orElseThrow().getChallengers()).isEmpty();
            }
            assertThat(second.isAlive()).isTrue();
        }
    }

    @Test
    void aTrainingWhoseRecordsAreGoneIsAFailureThatNamesThem() throws Exception {
        pipeline.feed("first", DIGITS.training().range(0, 500));
        try (var first = start("one", LONG)) {
            awaitReport(report -> report.getOrder() != null);
            first.kill();
        }
        try (var admin = pipeline.admin()) {
            var partition = new TopicPartition(pipeline.topics.images().name(), 0);
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(-1)))
                    .all()
                    .get();
        }
        try (var second = start("two", SHORT)) {
            var outcome = awaitOutcome();

            assertThat(outcome.getResult()).isEqualTo(TrainingResult.FAILED);
            assertThat(outcome.getReason())
                    .startsWith("records of the data set are not on the log any more: ")
                    .contains(pipeline.topics.images().name() + " partition 0, offsets 0 to ");
            pipeline.feed("more", DIGITS.training().range(0, 500));
            await().atMost(Pipeline.PATIENCE)
                    .until(() -> reports(TrainingOutcome.class).stream()
                            .anyMatch(next -> next.getResult() == TrainingResult.PROMOTED));
            assertThat(second.isAlive()).isTrue();
        }
    }

    private Program start(String instance, String epochs, String... more) throws IOException {
        var arguments = Stream.concat(
                Stream.of(
                        "trainer",
                        "--bootstrap-servers",
                        pipeline.cluster.bootstrapServers(),
                        "--topic-prefix",
                        pipeline.topics.prefix(),
                        "--instance",
                        instance,
                        "--set",
                        epochs,
                        "--set",
                        "hidden=24",
                        "--not-more-often-than",
                        "0"),
                Stream.of(more.length == 0 ? new String[] {"--every", "500", "--watch", "0"} : more));
        return Program.start(folder, arguments.toArray(String[]::new));
    }

    private TrainerReport awaitReport(Predicate<TrainerReport> wanted) {
        return await().atMost(Pipeline.PATIENCE)
                .until(
                        () -> reports(TrainerReport.class).stream()
                                .reduce((one, other) -> other)
                                .filter(wanted),
                        Optional::isPresent)
                .orElseThrow();
    }

    private TrainingOutcome awaitOutcome() {
        return await().atMost(Pipeline.PATIENCE.multipliedBy(2))
                .until(() -> reports(TrainingOutcome.class), found -> !found.isEmpty())
                .get(0);
    }

    private <T extends SpecificRecord> List<T> reports(Class<T> type) {
        return pipeline.trainers().readToEnd().stream()
                .map(record -> record.value())
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}
