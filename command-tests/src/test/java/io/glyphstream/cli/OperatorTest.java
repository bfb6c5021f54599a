package io.glyphstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.schemas.AccuracyReport;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.ProcessorReport;
import io.glyphstream.schemas.ProcessorState;
import io.glyphstream.schemas.RecordKeys;
import io.glyphstream.schemas.Role;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.Sha256;
import io.glyphstream.schemas.kafka.Topic;
import io.glyphstream.schemas.kafka.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an operator asks a running pipeline is answered at once, and the answer says how old it is. */
@Timeout(120)
final class OperatorTest {

    private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, SchemaIds.fixed());
    private static final ModelReference MODEL = new ModelReference("mlp", 1, new Sha256(new byte[32]));

    @TempDir
    private Path home = Path.of("");

    @Test
    void answersWhatIsThereNow() throws Exception {
        try (var broker = EmbeddedBroker.start(BrokerSettings.temporary())) {
            var shell = new Shell(home).with("GLYPHSTREAM_BOOTSTRAP_SERVERS", broker.bootstrapServers());
            namesAMissingTopic(shell);
            assertThat(shell.run("topics", "create").exitCode()).isEqualTo(0);
            printsWhatIsThereAndEnds(shell, broker);
            saysHowOldAReportIs(shell, broker);
            refusesAPortThatWasAskedForAndIsTaken(shell);
        }
    }

    private static void namesAMissingTopic(Shell shell) {
        var result = shell.run("produce", "digits", "--count", "1");

        assertThat(result.err()).contains("there is no topic glyphstream.images", "glyphstream topics create");
        assertThat(result.exitCode()).isEqualTo(1);
    }

    private static void printsWhatIsThereAndEnds(Shell shell, EmbeddedBroker broker) throws Exception {
        assertThat(shell.run("watch", "accuracy", "--until-now").out()).isEmpty();
        for (long seen = 1; seen <= 3; seen++) {
            send(broker, TOPICS.accuracy(), RecordKeys.accuracy(MODEL), accuracy(seen));
        }

        var all = shell.run("watch", "accuracy", "--until-now");
        var newest = shell.run("watch", "accuracy", "--until-now", "--every", "3600");
        var first = shell.run("watch", "accuracy", "--until-now", "--count", "1");

        assertThat(all.out().lines()).hasSize(3).element(2).asString().contains("3 of 3 images");
        assertThat(newest.out().lines()).singleElement().asString().contains("3 of 3 images");
        assertThat(first.out().lines()).singleElement().asString().contains("1 of 1 image");
        assertThat(List.of(all.exitCode(), newest.exitCode(), first.exitCode())).containsOnly(0);
    }

    private static void saysHowOldAReportIs(Shell shell, EmbeddedBroker broker) throws Exception {
        var reported = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.MILLIS);
        send(broker, TOPICS.processors(), RecordKeys.processor("app", "killed"), report("killed", reported));
        send(broker, TOPICS.processors(), RecordKeys.processor("app", "alive"), report("alive", Instant.now()));

        var result = shell.run("status");

        assertThat(result.out())
                .contains("STARTED", "REPORTED")
                .doesNotContain("SINCE")
                .containsPattern("app/killed: no report for 6\\d s, where one comes every 5 s: it may have died")
                .containsPattern("app/killed +running .* 6\\d s ago")
                .doesNotContain("app/alive: no report");
        assertThat(shell.run("status", "--json").out()).containsPattern("\"reportAgeSeconds\":6\\d");
    }

    private static void refusesAPortThatWasAskedForAndIsTaken(Shell shell) throws IOException {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(other.getLocalPort());

            for (var service : List.of("process", "trainer")) {
                var result = shell.run(service, "--http-port", port);

                assertThat(result.err())
                        .as(service)
                        .contains("cannot listen on 127.0.0.1:" + port)
                        .contains("Choose another port with --http-port");
                assertThat(result.exitCode()).as(service).isEqualTo(1);
            }
        }
    }

    private static AccuracyReport accuracy(long seen) {
        return AccuracyReport.newBuilder()
                .setModel(MODEL)
                .setRole(Role.CHAMPION)
                .setSeen(seen)
                .setCorrect(seen)
                .setUnlabelled(0)
                .setAccuracy(1)
                .setLower(0)
                .setUpper(1)
                .setClasses(2)
                .setConfusion(List.of(seen, 0L, 0L, 0L))
                .setUpdatedAt(Instant.EPOCH)
                .build();
    }

    private static ProcessorReport report(String instance, Instant reported) {
        return ProcessorReport.newBuilder()
                .setApplicationId("app")
                .setInstance(instance)
                .setState(ProcessorState.RUNNING)
                .setStatus("serving mlp@1")
                .setDeployment(0)
                .setChampion(null)
                .setChallengers(List.of())
                .setRejected(List.of())
                .setAddress(null)
                .setValidMillis(Duration.ofHours(1).toMillis())
                .setStartedAt(Instant.EPOCH)
                .setReportedAt(reported.truncatedTo(ChronoUnit.MILLIS))
                .build();
    }

    private static <T extends SpecificRecord> void send(EmbeddedBroker broker, Topic<T> topic, String key, T record)
            throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic.name(), 0, key, topic.encode(record)))
                    .get();
        }
    }
}
