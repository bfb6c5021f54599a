package io.glyphstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.schemas.RecordKeys;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.kafka.Topic;
import io.glyphstream.schemas.kafka.Topics;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands name what a later release wrote, and fail where they would judge without it. */
@Timeout(120)
final class LaterRecordsTest {
    private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, SchemaIds.fixed());
    private static final String LATER = " was written by a later release: schema id 500 but this release reads 1 to ";

    @TempDir
    private Path home = Path.of("");

    @Test
    void commandsNameWhatALaterReleaseWrote() throws Exception {
        try (var broker = EmbeddedBroker.start(BrokerSettings.temporary())) {
            var shell = new Shell(home).with("GLYPHSTREAM_BOOTSTRAP_SERVERS", broker.bootstrapServers());
            assertThat(shell.run("topics", "create").exitCode()).isEqualTo(0);
            send(broker, TOPICS.models(), RecordKeys.manifest("mlp", 3));
            send(broker, TOPICS.processors(), RecordKeys.processor("app", "newer"));

            send(broker, TOPICS.trainers(), RecordKeys.trainerReport("learned"));
            send(broker, TOPICS.trainers(), RecordKeys.trainingOutcome("digits", 7));

            namesAVersion(shell);
            namesAProcessor(shell);
            namesATrainer(shell);
            namesATraining(shell);
            send(broker, TOPICS.deployments(), RecordKeys.deployment(1));
            namesADecision(shell);
        }
    }

    private static void namesAVersion(Shell shell) {
        var listed = shell.run("models", "list");
        var promoted = shell.run("models", "promote", "mlp@3");

        assertThat(listed.err()).contains("mlp@3 cannot be read: record of glyphstream.models" + LATER);
        assertThat(promoted.err()).contains("mlp@3 cannot be read: record of glyphstream.models" + LATER);
        assertThat(shell.run("models", "promote", "mlp").err()).isEqualTo(promoted.err());
        assertThat(promoted.exitCode()).isEqualTo(5);
    }

    private static void namesAProcessor(Shell shell) {
        var status = shell.run("status");

        assertThat(status.out())
                .contains("app/newer: record of glyphstream.processors" + LATER)
                .doesNotContain("No processor is running");
        assertThat(status.exitCode()).isEqualTo(1);
    }

    private static void namesATrainer(Shell shell) {
        assertThat(shell.run("status").out()).contains("trainer of learned: record of glyphstream.trainers" + LATER);
        assertThat(shell.run("status", "--json").out())
                .contains("\"unreadTrainers\":{\"learned\":\"record of glyphstream.trainers" + LATER);
    }

    private void namesATraining(Shell shell) {
        var digits = IdxFiles.digits(home.resolve("digits"), 1).toString();
        assertThat(shell.run("train", "knn", "--dataset", digits, "--name", "digits", "--promote", "never")
                        .exitCode())
                .isZero();

        var shown = shell.run("models", "show", "digits");

        assertThat(shown.err())
                .contains("what became of its training is not known: outcome/digits/7: record of glyphstream.trainers"
                        + LATER);
        assertThat(shown.exitCode()).isZero();
    }

    private static void namesADecision(Shell shell) {
        var decision = "deployment 1 at offset 0 cannot be read: record of glyphstream.deployments" + LATER;

        var status = shell.run("status");
        var json = shell.run("status", "--json");

        assertThat(status.out()).contains("What is in force is not known: " + decision);
        assertThat(status.exitCode()).isEqualTo(1);
        assertThat(json.out()).contains("\"good\":false", "\"missedDecision\":\"" + decision);
    }

    private static void send(EmbeddedBroker broker, Topic<?> topic, String key) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
        var value = ByteBuffer.allocate(50).put((byte) 0).putInt(500).array();
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic.name(), key, value)).get();
        }
    }
}
