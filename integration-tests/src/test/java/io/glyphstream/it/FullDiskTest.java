package io.glyphstream.it;

import static io.glyphstream.it.Models.POOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.glyphstream.schemas.SchemaIds;
import java.io.IOException;
import java.nio.file.Path;
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

    private static final Pattern ACKNOWLEDGED = Pattern.compile("\"acknowledged\":(\\d+)");

    @TempDir
    private Path folder;

    @Test
    void endsTheFeedWithAReasonAndWhatItAcknowledgedIsAnsweredOnceThereIsRoom() throws Exception {
        String port = Integer.toString(Program.freePort());
        String[] command = {
            "broker", "--port", port, "--directory", folder.resolve("kafka").toString()
        };
        try (var pipeline = new Pipeline("127.0.0.1:" + port, "full.", SchemaIds.fixed())) {
            long acknowledged;
            try (var broker = Program.startWithFilesOfAtMost(MOST_KIBIBYTES, folder, command)) {
                awaitReady(broker);
                pipeline.createTopics(1);
                pipeline.promote("mlp", POOR);

                acknowledged = feedUntilItFails(pipeline);

                assertThat(broker.exitCode()).as(broker.said()).isEqualTo(1);
                assertThat(broker.said()).contains("all log dirs").contains("have failed");
            }
            try (var broker = Program.start(folder, command)) {
                awaitReady(broker);
                var processor = pipeline.run("one");

                assertThat(pipeline.requireVerified().images()).isGreaterThanOrEqualTo(acknowledged);
                processor.close();
            }
        }
    }

    private long feedUntilItFails(Pipeline pipeline) throws IOException, InterruptedException {
        try (var feed = Program.start(
                folder,
                "produce",
                "digits",
                "--loop",
                "--json",
                "--bootstrap-servers",
                pipeline.cluster.bootstrapServers(),
                "--topic-prefix",
                pipeline.topics.prefix(),
                "-X",
                "delivery.timeout.ms=4000",
                "-X",
                "request.timeout.ms=2000")) {
            assertThat(feed.exitCode()).as(feed.said()).isEqualTo(1);
            assertThat(feed.said()).contains("failed, the first was");
            var acknowledged = ACKNOWLEDGED.matcher(feed.said());
            assertThat(acknowledged.find()).as(feed.said()).isTrue();
            return Long.parseLong(acknowledged.group(1));
        }
    }

    private static void awaitReady(Program broker) {
        await().atMost(Pipeline.PATIENCE).until(() -> broker.said().contains("Kafka is ready") || !broker.isAlive());
    }
}
