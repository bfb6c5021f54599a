package io.glyphstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.cli.command.Interruption;
import io.glyphstream.cli.command.ThreadPerTask;
import io.glyphstream.schemas.DeadLetter;
import io.glyphstream.schemas.DeadLetterHeaders;
import io.glyphstream.schemas.Image;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.kafka.Topics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the README's tour does, with every command against a real broker. */
@Timeout(240)
@Tag("slow")
final class TourTest {

    private static final int IMAGES = 60;

    @TempDir
    private Path home = Path.of("");

    @Test
    void trainsFeedsWatchesSwapsAndRollsBack() throws Exception {
        try (var broker = EmbeddedBroker.start(BrokerSettings.temporary())) {
            var shell = new Shell(home).with("GLYPHSTREAM_BOOTSTRAP_SERVERS", broker.bootstrapServers());
            assertThat(shell.run("topics", "describe").exitCode()).isEqualTo(1);
            assertThat(ok(shell, "topics", "create")).contains("created    glyphstream.images (4 partitions, 1 copy)");
            assertThat(ok(shell, "topics", "describe")).doesNotContain("missing");
            assertThat(shell.run("predict", "digits:test:0").exitCode()).isEqualTo(5);

            String snapshot = home.resolve("knn.model").toString();
            train(shell, "100", "--promote", "always", "--snapshot", snapshot);
            train(shell, "2000", "--promote", "never");
            assertThat(ok(shell, "models", "list")).contains("knn@1  champion", "knn@2");

            refusesUnknownClasses(shell);

            var interruption = new Interruption();
            var processing = ThreadPerTask.start(() -> shell.run(interruption, "process", "--http-port", "0"));
            assertThat(feedAndWatch(shell, IMAGES)).allMatch(line -> line.contains("by knn@1"));

            assertThat(ok(shell, "models", "promote", "knn@2", "--reason", "more references"))
                    .contains("promote knn@2 by tester (more references); champion knn@2");
            assertThat(feedAndWatch(shell, 2 * IMAGES)).anyMatch(line -> line.contains("by knn@2"));
            assertThat(ok(shell, "models", "rollback")).contains("champion knn@1");
            assertThat(ok(shell, "models", "history").lines()).hasSize(3);
            assertThat(ok(shell, "models", "show", "knn@1", "--json")).contains("\"role\":\"champion\"");
            assertThat(ok(shell, "predict", "digits:test:0", "--json")).contains("\"model\":\"knn@1\"");
            assertThat(ok(shell, "predict", "digits:test:0", "--snapshot", snapshot, "--json"))
                    .contains("\"label\":" + labelOf(ok(shell, "predict", "digits:test:0", "--json")));
            assertThat(ok(shell, "watch", "dead-letters", "--from-beginning", "--count", "0"))
                    .isEmpty();
            assertThat(shell.run("models", "promote", "knn@9").exitCode()).isEqualTo(5);
            sendTooSmall(broker);
            assertThat(ok(shell, "watch", "dead-letters", "--from-beginning", "--count", "1"))
                    .contains("classify: image of 14 x 14, but knn@1 takes 28 x 28");
            assertThat(ok(shell, "dead-letters", "replay")).contains("0 dead letters sent again", "1 left");
            assertThat(ok(shell, "dead-letters", "replay", "--resize")).contains("1 dead letter sent again");
            assertThat(ok(shell, "dead-letters", "replay", "--resize"))
                    .contains("0 dead letters sent again, 1 sent before");
            String answers = Integer.toString(2 * IMAGES + 1);
            assertThat(ok(shell, "watch", "predictions", "--from-beginning", "--count", answers))
                    .contains("small: ");
            assertThat(ok(shell, "verify")).contains(2 * IMAGES + 2 + " images", "missing 0, duplicates 0", "verified");
            var others = shell.run("verify", "--application-id", "somebody-else", "--patience", "0", "--sample", "0");
            assertThat(others.exitCode()).isEqualTo(1);
            assertThat(others.err()).contains("uncommitted: group somebody-else has no commit");
            sendLetterWithoutItsValue(broker);
            var replayed = shell.run("dead-letters", "replay", "--resize");
            assertThat(replayed.out()).contains("0 dead letters sent again, 1 sent before, 1 left");
            assertThat(replayed.err())
                    .contains(
                            "its value was left out: its " + 2 * DeadLetter.MAX_BYTES + " bytes did not fit the topic");

            interruption.request();
            assertThat(processing.get().exitCode()).isEqualTo(0);
            assertThat(processing.get().err()).contains("running", "serving knn@1", "serving knn@2", "stopped");
        }
    }

    /** A folder with a subfolder 11, where the champion knows ten digits. */
    private void refusesUnknownClasses(Shell shell) throws IOException {
        for (String label : new String[] {"3", "11"}) {
            Path file = Files.createDirectories(home.resolve("pictures").resolve(label))
                    .resolve("a.png");
            assertThat(shell.run("show", "digits:test:0", "--png", file.toString())
                            .exitCode())
                    .isEqualTo(0);
        }
        String folder = home.resolve("pictures").toString();

        var refused = shell.run("produce", folder);

        assertThat(refused.err())
                .contains("labels of " + folder + ": 3, 11")
                .contains("has label 11, but the champion knn@1 has 10 classes: labels must be within [0, 9]")
                .contains("--force");
        assertThat(refused.exitCode()).isEqualTo(4);
    }

    /** An image that the champion does not take. */
    private static void sendTooSmall(EmbeddedBroker broker) throws Exception {
        var images = new Topics(Topics.DEFAULT_PREFIX, SchemaIds.fixed()).images();
        var small = new Image("small", 14, 14, ByteBuffer.allocate(14 * 14), 3, Instant.EPOCH, "test", 1);
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(images.name(), small.getId(), images.encode(small)))
                    .get();
        }
    }

    /** As the processor writes it where an image is larger than the dead letters take. */
    private static void sendLetterWithoutItsValue(EmbeddedBroker broker) throws Exception {
        var topics = new Topics(Topics.DEFAULT_PREFIX, SchemaIds.fixed());
        var origin = new DeadLetterHeaders(topics.images().name(), 0, 0, "classify", "too large");
        var letter = DeadLetter.of(null, new byte[2 * DeadLetter.MAX_BYTES], new RecordHeaders(), origin);
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
        var none = new ByteArraySerializer();
        try (var producer = new KafkaProducer<>(settings, none, none)) {
            producer.send(new ProducerRecord<>(
                            topics.deadLetters().name(), 0, letter.key(), letter.value(), letter.headers()))
                    .get();
        }
    }

    private void train(Shell shell, String references, String... more) throws IOException {
        var line = new String[] {"train", "knn", "--dataset", "digits", "--references", references};
        var all = Arrays.copyOf(line, line.length + more.length);
        System.arraycopy(more, 0, all, line.length, more.length);
        assertThat(ok(shell, all)).contains("nearest-neighbors on digits");
    }

    private static List<String> feedAndWatch(Shell shell, int answersInAll) {
        assertThat(ok(shell, "produce", "digits", "--count", Integer.toString(IMAGES)))
                .contains(IMAGES + " images acknowledged");
        String count = Integer.toString(answersInAll);
        return ok(shell, "watch", "predictions", "--from-beginning", "--count", count)
                .lines()
                .toList();
    }

    private static int labelOf(String json) throws IOException {
        return new ObjectMapper().readTree(json).get("label").asInt();
    }

    private static String ok(Shell shell, String... arguments) {
        var result = shell.run(arguments);
        assertThat(result.exitCode())
                .as(String.join(" ", arguments) + "\n" + result.err())
                .isEqualTo(0);
        return result.out();
    }
}
