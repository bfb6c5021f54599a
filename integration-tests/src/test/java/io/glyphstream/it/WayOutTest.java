package io.glyphstream.it;

import static io.glyphstream.it.Models.DIGITS;
import static io.glyphstream.it.Models.POOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.glyphstream.broker.FreePorts;
import io.glyphstream.schemas.SchemaIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A processor, as a program of its own, that ends whatever is wrong around it. */
@Timeout(180)
final class WayOutTest {
    /** What container engines grant before they kill. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private static final Duration OUTAGE = Duration.ofSeconds(15);

    /** A start logs some 200 KiB, an outage some 2 KiB a second. */
    private static final long MOST_LOGGED = 400 * 1024;

    @TempDir
    private Path folder;

    private Program broker;
    private Pipeline pipeline;

    @BeforeEach
    void startBroker() throws IOException {
        String port = Integer.toString(FreePorts.choose(0, 1)[0]);
        broker = Program.start(folder, "broker", "--port", port);
        await().atMost(Pipeline.PATIENCE).until(() -> broker.said().contains("Kafka is ready"));
        pipeline = new Pipeline("127.0.0.1:" + port, "out.", SchemaIds.fixed());
        pipeline.createTopics();
        pipeline.promote("mlp", POOR);
    }

    @AfterEach
    void stopBroker() {
        pipeline.close();
        broker.close();
    }

    @Test
    void withoutKafkaItStopsBeforeItIsKilledAndLogsLittle() throws Exception {
        try (var processor = Program.startProcessor(folder, pipeline)) {
            pipeline.feed("some", DIGITS.test().range(0, 50));
            pipeline.predictions().readUntil(50);

            broker.kill();
            long killed = System.nanoTime();
            await().atMost(Pipeline.PATIENCE)
                    .until(() -> processor.said().contains("waiting for Kafka")
                            && System.nanoTime() - killed > OUTAGE.toNanos());
            long asked = System.nanoTime();
            processor.terminate();

            assertThat(processor.exitCode()).as(processor.said()).isEqualTo(143);
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(GRACE);
            assertThat(processor.said()).contains("stopped").doesNotContain("Kafka answers again");
            assertThat(Files.size(processor.logFile())).isLessThan(MOST_LOGGED);
        }
    }

    @Test
    void aThreadOfKafkasThatDiesEndsTheProgram() throws Exception {
        try (var program = Program.startOther(folder, DyingThread.class)) {
            assertThat(program.exitCode()).as(program.said()).isEqualTo(1);
            assertThat(program.said()).contains("GLYPHSTREAM_JAVA_OPTS=-Xmx");
        }
    }

    @Test
    void withoutMemoryItEndsByItselfAndSaysHowToGiveItMore() throws Exception {
        pipeline.feed("many", DIGITS.training());
        try (var processor = Program.startProcessorWithHeap("28m", folder, pipeline)) {
            assertThat(processor.exitCode()).as(processor.said()).isEqualTo(1);
            assertThat(processor.said()).contains("GLYPHSTREAM_JAVA_OPTS=-Xmx");
        }
    }
}
