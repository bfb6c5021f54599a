package io.glyphstream.processor;

import static io.glyphstream.processor.Samples.CLASSES;
import static io.glyphstream.processor.Samples.image;
import static io.glyphstream.processor.Samples.neighbors;
import static io.glyphstream.processor.Samples.perceptron;
import static io.glyphstream.processor.Samples.served;
import static io.glyphstream.processor.Samples.set;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.processor.resume.Changelogs;
import io.glyphstream.processor.settings.ProcessorSettings;
import io.glyphstream.schemas.AccuracyReport;
import io.glyphstream.schemas.DeadLetterHeaders;
import io.glyphstream.schemas.Label;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LateLabelsTest {
    private static final Instant START = Instant.parse("2026-03-01T09:00:00Z");
    private static final Duration LIFE = ProcessorSettings.USUAL_LABEL_TIME_TO_LIVE;

    private Pipeline pipeline;

    @BeforeEach
    void start(@TempDir Path folder) {
        pipeline =
                new Pipeline(set(1, List.of(served("mlp", 1, perceptron(1)), served("knn", 1, neighbors(3)))), folder);
    }

    @AfterEach
    void stop() {
        pipeline.close();
    }

    @Test
    void labelThatComesLaterIsCountedInTheTotalAndInTheWindowOfItsImage() {
        pipeline.feed(image("a", null, 1), START);
        assertThat(pipeline.settle().of("mlp@1").getUnlabelled()).isEqualTo(1);

        label("a", 2, START.plusSeconds(200));

        var reports = pipeline.settle();
        for (var key : List.of("mlp@1", "knn@1", "mlp@1/" + START)) {
            assertThat(reports.of(key).getSeen()).isEqualTo(1);
            assertThat(reports.of(key).getUnlabelled()).isZero();
        }
        assertThat(row(reports.of("mlp@1"), 2)).isEqualTo(1);
        assertThat(pipeline.deadLetters.isEmpty()).isTrue();
    }

    @Test
    void sameLabelAgainCountsOnceAndAnotherOneCorrectsTheCount() {
        pipeline.feed(image("a", 0, 1), START);

        label("a", 1, START.plusSeconds(1));
        label("a", 1, START.plusSeconds(2));

        var once = pipeline.settle().of("mlp@1");
        assertThat(once.getSeen()).isEqualTo(1);
        assertThat(row(once, 1)).isEqualTo(1);
        label("a", 2, START.plusSeconds(3));
        var corrected = pipeline.settle().of("mlp@1");
        assertThat(corrected.getSeen()).isEqualTo(1);
        assertThat(row(corrected, 1)).isZero();
        assertThat(row(corrected, 2)).isEqualTo(1);
    }

    @Test
    void labelThatComesFirstWaitsForItsImage() {
        label("a", 2, START);

        pipeline.feed(image("a", null, 1), START.plusSeconds(5));

        assertThat(row(pipeline.settle().of("mlp@1"), 2)).isEqualTo(1);
    }

    @Test
    void labelThatComesTooLateIsADeadLetterAndChangesNothing() {
        pipeline.feed(image("a", null, 1), START);
        pipeline.feed(image("b", null, 1), START.plus(LIFE).plusMillis(1));
        label("a", 1, START.plus(LIFE).plusMillis(2));
        assertThat(pipeline.deadLetters.isEmpty()).as("it may yet come first").isTrue();

        pipeline.feed(image("c", null, 1), START.plus(LIFE).plus(LIFE).plusMillis(3));

        assertThat(pipeline.settle().of("mlp@1").getUnlabelled()).isEqualTo(3);
        var letter = pipeline.deadLetters.readRecord();
        assertThat(letter.key()).isEqualTo("a".getBytes(UTF_8));
        var headers = DeadLetterHeaders.read(letter.headers());
        assertThat(headers.topic()).isEqualTo(pipeline.topics.labels().name());
        assertThat(headers.stage()).isEqualTo("tally");
        assertThat(headers.offset()).isZero();
        assertThat(headers.reason()).contains("no answered image 'a' was there within 600 s");
        assertThat(pipeline.deadLetters.isEmpty()).isTrue();
    }

    /** Each would close all windows for ever, and make the memory forget the image before it. */
    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, 253_402_300_799_000L})
    void recordsFromTheFutureNeitherCloseWindowsNorMakeImagesForgotten(long future, @TempDir Path folder) {
        try (var dated = new Pipeline(set(1, List.of(served("mlp", 1, perceptron(1)))), folder, START)) {
            dated.feed(image("a", null, 1), START);
            dated.images.pipeInput(
                    new TestRecord<>("f".getBytes(UTF_8), dated.encode(image("f", null, 2)), null, future));
            var early = dated.topics.labels().encode(new Label("never", 1, START, "test"));
            dated.labels.pipeInput(new TestRecord<>("never".getBytes(UTF_8), early, null, future));

            dated.feed(image("b", 1, 3), START.plusSeconds(1));
            var label = dated.topics.labels().encode(new Label("a", 2, START, "test"));
            dated.labels.pipeInput(new TestRecord<>("a".getBytes(UTF_8), label, START.plusSeconds(2)));

            var reports = dated.settle();
            assertThat(reports.of("mlp@1/" + START).getSeen()).isEqualTo(2);
            assertThat(row(reports.of("mlp@1/" + START), 2)).isEqualTo(1);
            assertThat(reports.of("mlp@1/" + START.plusSeconds(60)).getUnlabelled())
                    .isEqualTo(1);
            assertThat(dated.deadLetters.isEmpty()).isTrue();
            var times = dated.predictions.readRecordsToList().stream()
                    .map(TestRecord::getRecordTime)
                    .toList();
            assertThat(times).containsExactly(START, START.plusSeconds(60), START.plusSeconds(1));
        }
    }

    @Test
    void whatIsNoLabelIsADeadLetter() {
        pipeline.feed(image("a", null, 1), START);
        pipeline.labels.pipeInput(new TestRecord<>("a".getBytes(UTF_8), "junk".getBytes(UTF_8), START));
        pipeline.labels.pipeInput(new TestRecord<>("a".getBytes(UTF_8), null, START));
        label("a", CLASSES, START);
        labelUnder(null, "a");
        labelUnder("b", "a");
        label("L".repeat(65_536), 1, START);
        pipeline.labels.pipeInput(new TestRecord<>("a".getBytes(UTF_8), new byte[1_038_000], START));

        var reasons = new ArrayList<String>();
        while (!pipeline.deadLetters.isEmpty()) {
            reasons.add(DeadLetterHeaders.read(pipeline.deadLetters.readRecord().headers())
                    .reason());
        }

        assertThat(reasons)
                .containsExactly(
                        "record must have at least 5 bytes but has 4",
                        "record has no value",
                        "label must be within [0, 2], the classes of the models that answered, but was 3",
                        "record has no key, but must have the image's id 'a'",
                        "record's key is 'b', but the image's id is 'a'",
                        "value of a label must have at most 16384 bytes but had 65556",
                        "value of a label must have at most 16384 bytes but had 1038000");
        assertThat(pipeline.settle().of("mlp@1").getUnlabelled()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void inAnyOrderTheLastLabelOfEachImageIsItsTruth(long seed) {
        var random = new Random(seed);
        var truths = new HashMap<String, Integer>();
        var steps = new ArrayList<Integer>();
        for (var i = 0; i < 900; i++) {
            steps.add(i % 300);
        }
        Collections.shuffle(steps, random);
        var fed = new HashMap<String, Boolean>();
        for (var step : steps) {
            var id = "i" + step;
            var time = START.plusMillis(random.nextInt(200_000));
            if (random.nextBoolean() && !fed.containsKey(id)) {
                fed.put(id, true);
                var carried = random.nextInt(3) == 0 ? (Integer) random.nextInt(CLASSES) : null;
                if (carried != null) {
                    truths.putIfAbsent(id, carried);
                }
                pipeline.feed(image(id, carried, random.nextLong()), time);
                continue;
            }
            var label = random.nextInt(CLASSES);
            truths.put(id, label);
            label(id, label, time);
        }

        var report = pipeline.settle().of("mlp@1");

        var known = fed.keySet().stream().filter(truths::containsKey).toList();
        assertThat(report.getSeen()).isEqualTo(known.size());
        assertThat(report.getUnlabelled()).isEqualTo(fed.size() - known.size());
        for (var truth = 0; truth < CLASSES; truth++) {
            Integer expected = truth;
            assertThat(row(report, truth))
                    .isEqualTo(known.stream()
                            .filter(id -> expected.equals(truths.get(id)))
                            .count());
        }
    }

    @Test
    void memoryHoldsOneTimeToLiveHoweverMuchTimePasses() {
        for (var hour = 0; hour < 50; hour++) {
            pipeline.feed(image("i" + hour, null, hour), START.plus(Duration.ofHours(hour)));
        }

        KeyValueStore<String, byte[]> stored = pipeline.driver.getKeyValueStore(Changelogs.LABELS);
        try (var all = stored.all()) {
            assertThat(all).toIterable().hasSize(1);
        }
    }

    private void label(String id, int label, Instant time) {
        var value = pipeline.topics.labels().encode(new Label(id, label, time, "test"));
        pipeline.labels.pipeInput(new TestRecord<>(id.getBytes(UTF_8), value, time));
    }

    private void labelUnder(@Nullable String key, String id) {
        var value = pipeline.topics.labels().encode(new Label(id, 1, START, "test"));
        pipeline.labels.pipeInput(new TestRecord<>(key == null ? null : key.getBytes(UTF_8), value, START));
    }

    /** Returns how many images were counted that truly are of this class. */
    private static long row(AccuracyReport report, int truth) {
        return report.getConfusion().subList(truth * CLASSES, (truth + 1) * CLASSES).stream()
                .mapToLong(Long::longValue)
                .sum();
    }
}
