package io.glyphstream.processor;

import static io.glyphstream.processor.Samples.image;
import static io.glyphstream.processor.Samples.neighbors;
import static io.glyphstream.processor.Samples.perceptron;
import static io.glyphstream.processor.Samples.served;
import static io.glyphstream.processor.Samples.set;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.http.Exposition;
import io.glyphstream.processor.metrics.ProcessorMetrics;
import io.glyphstream.processor.resume.Changelogs;
import io.glyphstream.schemas.AccuracyPartial;
import io.glyphstream.schemas.Image;
import io.glyphstream.schemas.Label;
import io.glyphstream.schemas.Score;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the real topology counts of itself. */
final class ProcessorMetricsTest {
    private static final Duration AFTER_CAPTURE = Duration.ofMillis(40);
    private static final Instant NOW = Samples.CAPTURED.plus(AFTER_CAPTURE);

    private Pipeline pipeline;

    @BeforeEach
    void start(@TempDir Path folder) {
        var models = set(1, List.of(served("mlp", 1, perceptron(1)), served("knn", 1, neighbors(3))));
        pipeline = new Pipeline(models, folder, NOW);
    }

    @AfterEach
    void stop() {
        pipeline.close();
    }

    @Test
    void latencyIsFromTheCaptureToTheAnswer() {
        pipeline.feed(image("a", null, 1));
        pipeline.feed(image("b", null, 2));

        assertThat(value("glyphstream_latency_seconds_bucket", "le=\"0.025\"")).isZero();
        assertThat(value("glyphstream_latency_seconds_bucket", "le=\"0.05\"")).isEqualTo(2);
        assertThat(value("glyphstream_latency_seconds_bucket", "le=\"+Inf\"")).isEqualTo(2);
        assertThat(value("glyphstream_latency_seconds_sum")).isEqualTo(0.08);
        assertThat(value("glyphstream_latency_seconds_count")).isEqualTo(2);
    }

    @Test
    void imageThatClaimsToBeFromAnotherAgeDoesNotSpoilTheSum() {
        for (var captured : List.of(Instant.EPOCH, Instant.parse("9999-01-01T00:00:00Z"))) {
            pipeline.feed(Image.newBuilder(image(captured.toString(), null, 1))
                    .setCapturedAt(captured)
                    .build());
        }

        assertThat(value("glyphstream_latency_seconds_count")).isEqualTo(2);
        assertThat(value("glyphstream_latency_seconds_sum")).isEqualTo(24 * 60 * 60);
    }

    @Test
    void deadLettersAreCountedByStageAndReason() {
        assertThat(deadLetters("classify", "unreadable")).isZero();
        pipeline.images.pipeInput(new TestRecord<>(Samples.key("junk"), new byte[] {104, 1}, NOW));
        pipeline.feed(image("a", 200, 1));
        pipeline.feed(Image.newBuilder(image("wide", null, 1))
                .setColumns(Samples.COLUMNS + 1)
                .setPixels(ByteBuffer.allocate(Samples.ROWS * (Samples.COLUMNS + 1)))
                .build());
        pipeline.feed(image("b", null, 1));
        label("b", 200);
        pipeline.labels.pipeInput(new TestRecord<>(Samples.key("junk"), new byte[] {104, 1}, NOW));

        assertThat(deadLetters("classify", "unreadable")).isEqualTo(1);
        assertThat(deadLetters("classify", "wrong-label")).isEqualTo(1);
        assertThat(deadLetters("classify", "wrong-size")).isEqualTo(1);
        assertThat(deadLetters("tally", "wrong-label")).isEqualTo(1);
        assertThat(deadLetters("tally", "unreadable")).isEqualTo(1);
        assertThat(pipeline.deadLetters.readRecordsToList()).hasSize(5);
        assertThat(pipeline.metrics.counts().deadLetters()).isEqualTo(3);
    }

    @Test
    void accuracyIsCountedByModelAndRoleAndLateLabelsCountToo() {
        for (var i = 0; i < 20; i++) {
            pipeline.feed(image("at-once-" + i, i % Samples.CLASSES, i));
            pipeline.feed(image("later-" + i, null, 100 + i));
            pipeline.feed(image("never-" + i, null, 200 + i));
        }
        var answers = pipeline.predictions.readValuesToList();
        for (var i = 0; i < 20; i++) {
            label("later-" + i, 1);
        }
        pipeline.settle();

        for (var model : List.of(0, 1)) {
            var right = answers.stream()
                    .filter(answer -> answer.getImageId().startsWith("later")
                            ? label(answer.getScores(), model) == 1
                            : answer.getTruth() != null && label(answer.getScores(), model) == answer.getTruth())
                    .count();
            var labels = model == 0 ? "model=\"mlp@1\",role=\"champion\"" : "model=\"knn@1\",role=\"challenger\"";
            assertThat(value("glyphstream_labeled_total", labels)).isEqualTo(40);
            assertThat(value("glyphstream_correct_total", labels)).isEqualTo((double) right);
            assertThat(value("glyphstream_accuracy_ratio", labels)).isEqualTo(right / 40.0);
        }
    }

    @Test
    void labelThatReplacesAnotherNeverMakesACounterFall() {
        pipeline.feed(image("a", null, 1));
        int answer = pipeline.predictions.readValue().getAnswer();
        label("a", answer);
        pipeline.settle();
        label("a", (answer + 1) % Samples.CLASSES);
        pipeline.settle();

        var champion = "model=\"mlp@1\",role=\"champion\"";
        assertThat(value("glyphstream_labeled_total", champion)).isEqualTo(1);
        assertThat(value("glyphstream_correct_total", champion)).isEqualTo(1);

        label("a", answer);
        pipeline.settle();
        assertThat(value("glyphstream_correct_total", champion)).isEqualTo(1);
    }

    @Test
    void whatWasCountedBeforeATaskCameHereIsNotCountedAgain() {
        pipeline.feed(image("a", 1, 1));
        pipeline.settle();
        var elsewhere = new Exposition("processor", "next");
        var metrics = new ProcessorMetrics(elsewhere);
        var store = pipeline.driver.<String, AccuracyPartial>getKeyValueStore(Changelogs.TALLY);

        var compared = new ComparedScores(metrics, store);
        compared.counted("mlp@1", store.get("mlp@1"));
        assertThat(elsewhere.text()).contains("glyphstream_labeled_total{model=\"mlp@1\",processor=\"next\"");
        assertThat(value(elsewhere, "glyphstream_labeled_total", "mlp@1")).isZero();

        pipeline.feed(image("b", 1, 2));
        pipeline.settle();
        compared.counted("mlp@1", store.get("mlp@1"));
        assertThat(value(elsewhere, "glyphstream_labeled_total", "mlp@1")).isEqualTo(1);
    }

    private static int label(List<Score> scores, int model) {
        return scores.get(model).getLabel();
    }

    private void label(String id, int label) {
        var value = pipeline.topics.labels().encode(new Label(id, label, NOW, "test"));
        pipeline.labels.pipeInput(new TestRecord<>(id.getBytes(UTF_8), value, NOW));
    }

    private double deadLetters(String stage, String reason) {
        return value("glyphstream_dead_letters_total", "reason=\"" + reason + "\",stage=\"" + stage + "\"");
    }

    private double value(String name, String... labels) {
        return value(pipeline.exposition, name, labels);
    }

    private static double value(Exposition exposition, String name, String... labels) {
        var text = exposition.text();
        return text.lines()
                .filter(line -> line.startsWith(name + "{"))
                .filter(line -> List.of(labels).stream()
                        .flatMap(label -> List.of(label.split(",")).stream())
                        .allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " " + List.of(labels) + " is not in\n" + text));
    }
}
