package io.glyphstream.it;

import static io.glyphstream.it.Models.POOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.glyphstream.broker.FreePorts;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.kafka.Topic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A broker to which the operating system refuses to write on; with {@code -Dglyphstream.long=true}. */
@EnabledOnOs(OS.LINUX)
@EnabledIfSystemProperty(named = "glyphstream.long", matches = "true")
@Timeout(240)
final class FullDiskTest {
    /** Kafka makes its indices 10 MiB long at once, so that it could not begin with less. */
    private static final int MOST_KIBIBYTES = 10_300;

    private static final int MOST_CHALLENGERS = 15;

    private static final Pattern ACKNOWLEDGED = Pattern.compile("\"acknowledged\":(\\d+)");

    @TempDir
    private Path folder;

    @Test
    void endsTheFeedWithAReasonAndWhatItAcknowledgedIsAnsweredOnceThereIsRoom() throws Exception {
        var command = brokerCommand();
        try (var pipeline = pipeline(command)) {
            long acknowledged;
            try (var broker = Program.startWithFilesOfAtMost(MOST_KIBIBYTES, folder, command)) {
                awaitReady(broker);
                pipeline.createTopics(1);
                pipeline.promote("mlp", POOR);

                acknowledged = feedUntilItFails(pipeline, "--loop");

                assertEndedByFullDisk(broker, pipeline.topics.images());
            }
            try (var broker = Program.start(folder, command)) {
                awaitReady(broker);
                var processor = pipeline.run("one");

                assertThat(pipeline.requireVerified().images()).isGreaterThanOrEqualTo(acknowledged);
                processor.close();
            }
        }
    }

    /** With so many scores an answer is larger than its image, so that the disk is full when the processor writes. */
    @Test
    void letsTheProcessorThatFillsItWaitAndGoOnByItselfOnceThereIsRoom() throws Exception {
        var command = brokerCommand();
        try (var pipeline = pipeline(command);
                var full = Program.startWithFilesOfAtMost(MOST_KIBIBYTES, folder, command)) {
            awaitReady(full);
            pipeline.createTopics(1);
            pipeline.promote("mlp", POOR);
            var deployments = pipeline.deployments();
            for (var challenger = 1; challenger <= MOST_CHALLENGERS; challenger++) {
                deployments.shadow(pipeline.publish("mlp-" + challenger, POOR), Pipeline.ACTOR, "for larger answers");
            }
            try (var processor = Program.startProcessor(folder, pipeline)) {
                var acknowledged = feedUntilItFails(pipeline, "--loop", "--rate", "1000");
                assertEndedByFullDisk(full, pipeline.topics.predictions());
                awaitSays(processor, "waiting for Kafka: no answer from " + pipeline.cluster.bootstrapServers());

                try (var broker = Program.start(folder, command)) {
                    awaitReady(broker);

                    assertThat(pipeline.requireVerified().images()).isGreaterThanOrEqualTo(acknowledged);
                    assertThat(processor.isAlive()).as(processor.said()).isTrue();
                }
            }
        }
    }

    private String[] brokerCommand() throws IOException {
        return new String[] {
            "broker",
            "--port",
            Integer.toString(FreePorts.choose(0, 1)[0]),
            "--directory",
            folder.resolve("kafka").toString()
        };
    }

    private static Pipeline pipeline(String[] brokerCommand) {
        return new Pipeline("127.0.0.1:" + brokerCommand[2], "full.", SchemaIds.fixed());
    }

    private static void assertEndedByFullDisk(Program broker, Topic<?> filled) throws InterruptedException {
        assertThat(broker.exitCode()).as(broker.said()).isEqualTo(1);
        assertThat(broker.said()).contains("all log dirs", "have failed").contains(filled.name() + "-0");
    }

    private long feedUntilItFails(Pipeline pipeline, String... options) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("produce", "digits", "--json"));
        command.addAll(List.of("--bootstrap-servers", pipeline.cluster.bootstrapServers()));
        command.addAll(List.of("--topic-prefix", pipeline.topics.prefix()));
        command.addAll(List.of("-X", "delivery.timeout.ms=4000", "-X", "request.timeout.ms=2000"));
        command.addAll(List.of(options));
        try (var feed = Program.start(folder, command.toArray(String[]::new))) {
            assertThat(feed.exitCode()).as(feed.said()).isEqualTo(1);
            assertThat(feed.said()).contains("failed, the first was");
            var acknowledged = ACKNOWLEDGED.matcher(feed.said());
            assertThat(acknowledged.find()).as(feed.said()).isTrue();
            return Long.parseLong(acknowledged.group(1));
        }
    }

    private static void awaitReady(Program broker) {
        awaitSays(broker, "Kafka is ready");
    }

    private static void awaitSays(Program program, String words) {
        await().atMost(Pipeline.PATIENCE)
                .untilAsserted(() -> assertThat(program.said()).contains(words));
    }
}
