package io.glyphstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.schemas.AccuracyReport;
import io.glyphstream.schemas.DeadLetterHeaders;
import io.glyphstream.schemas.Deployment;
import io.glyphstream.schemas.DeploymentAction;
import io.glyphstream.schemas.Image;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.PredictionHeaders;
import io.glyphstream.schemas.ProcessorReport;
import io.glyphstream.schemas.ProcessorState;
import io.glyphstream.schemas.RecordKeys;
import io.glyphstream.schemas.RejectedModel;
import io.glyphstream.schemas.Role;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.Score;
import io.glyphstream.schemas.Sha256;
import io.glyphstream.schemas.TrainingFacts;
import io.glyphstream.schemas.kafka.Topic;
import io.glyphstream.schemas.kafka.Topics;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Topics on which somebody has put texts that set a terminal's title, turn text around and forge lines. */
@Timeout(240)
final class HostileTopicsTest {

    private static final String HOSTILE = "\u001b]0;owned\u0007x\nverified\r\u009b2J\u202e\u2028";
    private static final String SHOWN = "\\u001b]0;owned\\u0007x\\nverified\\r\\u009b2J\\u202e\\u2028";
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final ModelReference MODEL = new ModelReference(HOSTILE, 1, new Sha256(new byte[32]));

    private final Topics topics = new Topics(Topics.DEFAULT_PREFIX, SchemaIds.fixed());

    @TempDir
    private Path home = Path.of("");

    @Test
    void everyCommandShowsThemAsText() throws Exception {
        try (var broker = EmbeddedBroker.start(BrokerSettings.temporary())) {
            var shell = new Shell(home).with("GLYPHSTREAM_BOOTSTRAP_SERVERS", broker.bootstrapServers());
            shell.run("topics", "create");
            fill(broker);

            for (String watch : List.of("predictions", "accuracy", "deployments", "dead-letters")) {
                shows(shell, "watch", watch, "--from-beginning", "--count", "0");
                shows(shell, "watch", watch, "--from-beginning", "--count", "0", "--json");
            }
            shows(shell, "models", "history");
            shows(shell, "models", "history", "--json");
            shows(shell, "status");
            shows(shell, "status", "--json");
            shows(shell, "verify", "--patience", "0");
            shows(shell, "verify", "--patience", "0", "--json");
            shows(shell, "models", "show", HOSTILE.strip().replace("\n", "").replace("\r", ""));
            assertThat(shows(shell, "watch", "predictions", "--from-beginning", "--count", "0")
                            .out())
                    .contains(": 1 " + SHOWN + " (100.0 %) WRONG, is a 0, by ");
            assertThat(shows(shell, "models", "show", "named@1").out()).contains("classes     0 cat, 1 " + SHOWN);
            shows(shell, "models", "show", "named@1", "--json");
            isHarmless(shell.run("models", "list"));
            isHarmless(shell.run("guard", "--once"));
            isHarmless(shell.run("dead-letters", "replay"));
            isHarmless(shell.run("predict", "digits:test:0"));
        }
    }

    private static Shell.Result shows(Shell shell, String... arguments) {
        var result = shell.run(arguments);

        assertThat(result.out() + result.err())
                .as(String.join(" ", arguments))
                .containsIgnoringCase(SHOWN.substring(0, SHOWN.indexOf("x\\n")));
        isHarmless(result);
        return result;
    }

    private static void isHarmless(Shell.Result result) {
        assertThat(result.out() + result.err())
                .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\n]]")
                .doesNotContain("unexpected");
        assertThat((result.out() + result.err()).lines()).doesNotContain("verified");
    }

    private void fill(EmbeddedBroker broker) throws ExecutionException, InterruptedException {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
        var none = new ByteArraySerializer();
        try (var producer = new KafkaProducer<>(settings, none, none)) {
            send(producer, topics.images(), key(), image());
            var answer = new ProducerRecord<>(
                    topics.predictions().name(), key(), topics.predictions().encode(prediction()));
            answer.headers().add(PredictionHeaders.CLASS_NAME, key());
            get(producer.send(answer));
            send(producer, topics.models(), RecordKeys.manifest("named", 1).getBytes(UTF_8), named());
            send(producer, topics.accuracy(), key(), accuracy());
            send(producer, topics.deployments(), RecordKeys.deployment(1).getBytes(UTF_8), deployment());
            send(producer, topics.processors(), key(), report());
            var letter = new ProducerRecord<>(topics.deadLetters().name(), key(), key());
            DeadLetterHeaders.write(new DeadLetterHeaders(HOSTILE, 0, 0, HOSTILE, HOSTILE), letter.headers());
            get(producer.send(letter));
            get(producer.send(new ProducerRecord<>(topics.deadLetters().name(), key(), null)));
        }
    }

    private static <V> void send(KafkaProducer<byte[], byte[]> producer, Topic<V> topic, byte[] key, V value)
            throws ExecutionException, InterruptedException {
        get(producer.send(new ProducerRecord<>(topic.name(), key, topic.encode(value))));
    }

    private static void get(Future<?> sent) throws ExecutionException, InterruptedException {
        sent.get();
    }

    private static byte[] key() {
        return HOSTILE.getBytes(UTF_8);
    }

    private static Image image() {
        return new Image(HOSTILE, 1, 2, ByteBuffer.wrap(new byte[2]), 3, NOON, HOSTILE, 1);
    }

    private static Prediction prediction() {
        var score = new Score(MODEL, Role.CHAMPION, 1, 1f, List.of(0f, 1f));
        return new Prediction(HOSTILE, 0, 7L, 1, 1f, 0, List.of(score), 1L, NOON, NOON);
    }

    private static ModelManifest named() {
        var digest = new Sha256(new byte[32]);
        return ModelManifest.newBuilder()
                .setReference(new ModelReference("named", 1, digest))
                .setKind("perceptron")
                .setFormat(1)
                .setSize(1)
                .setChunkHashes(List.of(digest))
                .setRows(1)
                .setColumns(2)
                .setClasses(2)
                .setTraining(new TrainingFacts("none", digest, 1L, Map.of(), 1L, 1L, 1L, List.of(), 1L, null, null))
                .setProbes(List.of())
                .setPublishedBy(HOSTILE)
                .setPublishedAt(NOON)
                .setClassNames(List.of("cat", HOSTILE))
                .build();
    }

    private static AccuracyReport accuracy() {
        return AccuracyReport.newBuilder()
                .setModel(MODEL)
                .setRole(Role.CHAMPION)
                .setSeen(1)
                .setCorrect(1)
                .setUnlabelled(0)
                .setAccuracy(1)
                .setLower(0)
                .setUpper(1)
                .setClasses(2)
                .setConfusion(List.of(0L, 0L, 0L, 1L))
                .setUpdatedAt(NOON)
                .build();
    }

    /** One that a reader of the log takes for valid. */
    private static Deployment deployment() {
        var mlp = new ModelReference("mlp", 1, new Sha256(new byte[32]));
        return new Deployment(1L, DeploymentAction.PROMOTE, mlp, mlp, List.of(), HOSTILE, HOSTILE, NOON);
    }

    private static ProcessorReport report() {
        return ProcessorReport.newBuilder()
                .setApplicationId(HOSTILE)
                .setInstance(HOSTILE)
                .setState(ProcessorState.FAILED)
                .setStatus(HOSTILE)
                .setDeployment(0)
                .setChampion(MODEL)
                .setChallengers(List.of())
                .setRejected(List.of(new RejectedModel(MODEL, HOSTILE)))
                .setAddress(HOSTILE)
                .setValidMillis(3_600_000)
                .setStartedAt(NOON)
                .setReportedAt(NOON)
                .build();
    }
}
