package io.glyphstream.processor;

import static io.glyphstream.processor.Samples.CLASSES;
import static io.glyphstream.processor.Samples.image;
import static io.glyphstream.processor.Samples.neighbors;
import static io.glyphstream.processor.Samples.perceptron;
import static io.glyphstream.processor.Samples.served;
import static io.glyphstream.processor.Samples.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.model.Classifier;
import io.glyphstream.processor.resume.Changelogs;
import io.glyphstream.registry.following.ServedModel;
import io.glyphstream.schemas.AccuracyPartial;
import io.glyphstream.schemas.AccuracyReport;
import io.glyphstream.schemas.AccuracyWindows;
import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.RecordKeys;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AccuracyTest {
    private static final Instant START = Instant.parse("2026-03-01T09:00:00Z");

    private final ServedModel<Classifier> first = served("mlp", 1, perceptron(1));
    private final ServedModel<Classifier> second = served("mlp", 2, perceptron(2));
    private final ServedModel<Classifier> knn = served("knn", 1, neighbors(3));

    private Pipeline pipeline;

    @BeforeEach
    void start(@TempDir Path folder) {
        pipeline = new Pipeline(set(1, List.of(first, knn)), folder);
    }

    @AfterEach
    void stop() {
        pipeline.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void reportsEqualARecountOfThePredictions(long seed) {
        var random = new Random(seed);
        for (var i = 0; i < 600; i++) {
            if (i == 250) {
                pipeline.swap(set(2, List.of(second, first)));
            }
            var label = random.nextInt(5) == 0 ? null : (Integer) random.nextInt(CLASSES);
            pipeline.feed(image("i" + i, label, random.nextLong()), START.plusMillis(random.nextInt(300_000)));
        }
        var recount = new HashMap<String, Recount>();
        for (var answer : pipeline.predictions.readRecordsToList()) {
            recount(recount, answer.value(), answer.getRecordTime());
        }
        var reports = pipeline.settle();
        assertThat(reports.byKey()).containsOnlyKeys(recount.keySet());
        recount.forEach((key, expected) -> expected.check(reports.of(key)));
        assertThat(reports.of("mlp@1").getSeen() + reports.of("mlp@1").getUnlabelled())
                .isEqualTo(600);
        assertThat(reports.of("knn@1").getSeen() + reports.of("knn@1").getUnlabelled())
                .isEqualTo(250);
    }

    @Test
    void countsAreStoredBeforeEveryCommit() {
        KeyValueStore<String, AccuracyPartial> stored = pipeline.driver.getKeyValueStore(Changelogs.TALLY);
        pipeline.feed(image("a", null, 1));
        assertThat(stored.get("mlp@1").getUnlabelled()).isEqualTo(1);
        pipeline.feed(image("b", null, 1));
        assertThat(stored.get("mlp@1").getUnlabelled()).isEqualTo(2);
    }

    @Test
    void nothingIsReportedAgainUntilSomethingIsCounted() {
        pipeline.feed(image("a", 1, 1));
        assertThat(pipeline.settle().byKey()).hasSize(4);
        assertThat(pipeline.settle().byKey()).isEmpty();
        pipeline.feed(image("b", 1, 1));
        assertThat(pipeline.settle().of("mlp@1").getSeen()).isEqualTo(2);
    }

    @Test
    void windowHasItsBoundsAndTheTotalHasNone() {
        var time = Instant.parse("2026-03-01T09:04:59.999Z");
        pipeline.feed(image("a", 1, 1), time);
        var reports = pipeline.settle();
        var window = reports.of("mlp@1/2026-03-01T09:04:00Z");
        assertThat(window.getWindowStart()).isEqualTo("2026-03-01T09:04:00Z");
        assertThat(window.getWindowEnd()).isEqualTo("2026-03-01T09:05:00Z");
        assertThat(reports.of("mlp@1").getWindowStart()).isNull();
    }

    @Test
    void closedWindowKeepsItsReportAndLateImagesCountInTheTotalAlone() {
        pipeline.feed(image("a", 1, 1), START);
        pipeline.feed(image("b", 1, 1), START.plus(AccuracyWindows.RETENTION).plus(AccuracyWindows.SIZE));
        pipeline.feed(image("late", 1, 1), START);
        var reports = pipeline.settle();
        assertThat(reports.of("mlp@1").getSeen()).isEqualTo(3);
        assertThat(reports.of("mlp@1/" + START).getSeen()).isEqualTo(1);
        KeyValueStore<String, AccuracyPartial> stored = pipeline.driver.getKeyValueStore(Changelogs.TALLY);
        assertThat(stored.get("mlp@1/" + START)).isNull();
    }

    @Test
    void openWindowsAreBoundedHoweverMuchTimePasses() {
        for (var day = 0; day < 20; day++) {
            pipeline.feed(image("i" + day, 1, day), START.plus(Duration.ofDays(day)));
        }
        var reports = pipeline.settle();
        assertThat(reports.byKey()).hasSize(2 * 21);
        KeyValueStore<String, AccuracyPartial> sums = pipeline.driver.getKeyValueStore(Changelogs.NEWEST_PARTIALS);
        KeyValueStore<String, AccuracyPartial> stored = pipeline.driver.getKeyValueStore(Changelogs.TALLY);
        try (var all = stored.all();
                var summed = sums.all()) {
            assertThat(all).toIterable().hasSize(4);
            assertThat(summed).toIterable().hasSizeLessThanOrEqualTo(6);
        }
    }

    private static void recount(Map<String, Recount> counts, Prediction prediction, Instant time) {
        for (var score : prediction.getScores()) {
            var start = Instant.ofEpochMilli(time.toEpochMilli() / 60_000 * 60_000);
            for (var key :
                    List.of(RecordKeys.accuracy(score.getModel()), RecordKeys.accuracy(score.getModel(), start))) {
                counts.computeIfAbsent(key, missing -> new Recount()).add(prediction.getTruth(), score.getLabel());
            }
        }
    }

    /** The slow twin of the tally: all answers, one by one. */
    private static final class Recount {
        private final Long[] confusion = new Long[CLASSES * CLASSES];
        private long seen;
        private long correct;
        private long unlabelled;

        Recount() {
            Arrays.fill(confusion, 0L);
        }

        void add(@Nullable Integer truth, int answer) {
            if (truth == null) {
                unlabelled++;
                return;
            }
            seen++;
            correct += truth == answer ? 1 : 0;
            confusion[truth * CLASSES + answer]++;
        }

        void check(AccuracyReport report) {
            assertThat(report.getSeen()).isEqualTo(seen);
            assertThat(report.getCorrect()).isEqualTo(correct);
            assertThat(report.getUnlabelled()).isEqualTo(unlabelled);
            assertThat(report.getConfusion()).containsExactly(confusion);
            assertThat(report.getAccuracy()).isEqualTo(seen == 0 ? 0 : (double) correct / seen);
        }
    }
}
