package io.glyphstream.it;

import static io.glyphstream.it.Models.DIGITS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.glyphstream.broker.FreePorts;
import io.glyphstream.learning.service.TrainerSettings;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.TrainingResult;
import io.glyphstream.trainer.NeighborSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A trainer that publishes to a broker to which the operating system refuses to write on. */
@EnabledOnOs(OS.LINUX)
@Timeout(240)
@Tag("slow")
final class TrainerFullDiskTest {

    /** Kafka makes its indices 10 MiB long at once, so that it could not begin with less. */
    private static final int MOST_KIBIBYTES = 10_300;

    /** Leaves room for some 300 KiB: less than the model of 400 images or more that the trainer publishes. */
    private static final int FILLED_BYTES = 10_000 * 1024 - 1;

    @TempDir
    private Path folder;

    private final List<Program> brokers = new ArrayList<>();

    @AfterEach
    void stopBrokers() {
        brokers.forEach(Program::close);
    }

    @Test
    void publishesOnceThereIsRoomAndLeavesNothingHalf() throws Exception {
        String[] command = {
            "broker",
            "--port",
            Integer.toString(FreePorts.choose(0, 1)[0]),
            "--directory",
            folder.resolve("kafka").toString()
        };
        try (var pipeline = new Pipeline("127.0.0.1:" + command[2], "full.", SchemaIds.fixed())) {
            var full = opened(Program.startWithFilesOfAtMost(MOST_KIBIBYTES, folder, command));
            pipeline.createTopics(1);
            fillModels(pipeline);
            pipeline.feed("first", DIGITS.training().range(0, 600));
            try (var trainer = new RunningTrainer(pipeline, neighbors())) {
                assertThat(full.exitCode()).as(full.said()).isEqualTo(1);
                assertThat(full.said())
                        .contains("have failed")
                        .contains(pipeline.topics.models().name() + "-0");
                await().atMost(Pipeline.PATIENCE)
                        .untilAsserted(() -> assertThat(trainer.troubles()).isNotEmpty());

                opened(Program.start(folder, command));

                var outcome = trainer.awaitOutcome(1);
                assertThat(outcome.getResult()).isEqualTo(TrainingResult.PROMOTED);
                assertThat(outcome.getNumber()).isEqualTo(1);
                assertThat(trainer.troubles()).allSatisfy(why -> assertThat(why).startsWith("Kafka: "));
                assertPublishedOnce(pipeline, outcome.getModel());
            }
        }
    }

    private static void assertPublishedOnce(Pipeline pipeline, ModelReference version) {
        try (var catalog = pipeline.catalog();
                var deployments = pipeline.deployments()) {
            assertThat(catalog.manifests())
                    .filteredOn(manifest -> manifest.getReference().getModel().equals(RunningTrainer.MODEL))
                    .singleElement()
                    .satisfies(published -> {
                        assertThat(published.getReference()).isEqualTo(version);
                        assertThat(catalog.snapshot(published)).hasSize((int) published.getSize());
                    });
            assertThat(deployments.history()).hasSize(1);
        }
    }

    private Program opened(Program broker) {
        brokers.add(broker);
        await().atMost(Pipeline.PATIENCE)
                .untilAsserted(() -> assertThat(broker.said()).contains("Kafka is ready"));
        return broker;
    }

    private static TrainerSettings neighbors() {
        var usual = RunningTrainer.settings("one", 600, 0);
        return new TrainerSettings(
                usual.model(),
                usual.instance(),
                NeighborSpec.plain(),
                usual.start(),
                usual.window(),
                usual.triggers(),
                usual.drift(),
                usual.gate(),
                usual.watched(),
                usual.threads(),
                usual.reference());
    }

    /** Models are bytes to the topic. */
    private static void fillModels(Pipeline pipeline) {
        var bytes = new byte[FILLED_BYTES];
        new Random(1).nextBytes(bytes);
        var like = Models.POOR.draft("filler", Pipeline.ACTOR);
        pipeline.publish(like, bytes);
    }
}
