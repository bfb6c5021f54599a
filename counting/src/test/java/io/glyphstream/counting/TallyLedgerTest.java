package io.glyphstream.counting;

import static io.glyphstream.counting.Samples.CLASSES;
import static io.glyphstream.counting.Samples.KNN;
import static io.glyphstream.counting.Samples.MLP;
import static io.glyphstream.counting.Samples.START;
import static io.glyphstream.counting.Samples.TIME;
import static io.glyphstream.counting.Samples.prediction;
import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.schemas.AccuracyPartial;
import io.glyphstream.schemas.AccuracyWindows;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TallyLedgerTest {
    private static final String WINDOW = "mlp@1/" + START;
    private static final long RETENTION = AccuracyWindows.RETENTION.toMillis();
    private static final long SIZE = AccuracyWindows.SIZE.toMillis();

    private final TreeStore<AccuracyPartial> store = new TreeStore<>();
    private final TreeStore<AccuracyPartial> sent = new TreeStore<>();
    private final List<String> sends = new ArrayList<>();
    private TallyLedger ledger = ledger();

    private TallyLedger ledger() {
        return new TallyLedger(store, 7, (key, partial) -> {
            sent.put(key, partial);
            sends.add(key);
        });
    }

    /** Counts must be the same whichever of saving, sending and restarting comes between, in any order. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void countsEqualARecountHoweverOftenTheyAreSavedAndSent(long seed) {
        var random = new Random(seed);
        var recount = new HashMap<String, long[]>();
        var line = List.of(MLP);
        for (var i = 0; i < 2_000; i++) {
            switch (random.nextInt(8)) {
                case 0 -> ledger.save();
                case 1 -> ledger.send();
                case 2 -> line = lineup(random);
                case 3 -> {
                    ledger.save();
                    ledger = ledger();
                }
                default -> {
                    var truth = random.nextInt(4) == 0 ? null : (Integer) random.nextInt(CLASSES);
                    var answers = random.ints(line.size(), 0, CLASSES).toArray();
                    var window = random.nextInt(3) * SIZE;
                    ledger.count(prediction("i" + i, truth, line, answers), TIME + window + 5, truth);
                    for (var m = 0; m < answers.length; m++) {
                        var name = line.get(m).getModel() + "@1";
                        var place = truth == null ? CLASSES * CLASSES : truth * CLASSES + answers[m];
                        for (var key : List.of(name, name + "/" + START.plusMillis(window))) {
                            recount.computeIfAbsent(key, missing -> new long[CLASSES * CLASSES + 1])[place]++;
                        }
                    }
                }
            }
        }
        ledger.save();
        ledger.send();

        assertThat(sent.keys()).containsExactlyInAnyOrderElementsOf(recount.keySet());
        recount.forEach((key, expected) -> {
            for (var partial : List.of(sent.at(key), store.at(key))) {
                assertThat(partial.getUnlabelled()).as(key).isEqualTo(expected[CLASSES * CLASSES]);
                assertThat(partial.getConfusion()).as(key).containsExactly(boxed(expected));
                assertThat(partial.getPartition()).isEqualTo(7);
            }
        });
    }

    private static List<ModelReference> lineup(Random random) {
        return List.of(List.of(MLP), List.of(KNN), List.of(MLP, KNN), List.of(KNN, MLP))
                .get(random.nextInt(4));
    }

    private static Long[] boxed(long[] counts) {
        return Arrays.stream(counts).limit(CLASSES * CLASSES).boxed().toArray(Long[]::new);
    }

    @Test
    void goesOnFromItsStoreAndSendsAllOfItAgain() {
        ledger.count(prediction("a", 1, List.of(MLP, KNN), 1, 2), TIME, 1);
        ledger.save();

        ledger = ledger();
        ledger.count(prediction("b", 1, List.of(MLP, KNN), 1, 2), TIME, 1);
        ledger.send();

        assertThat(sent.keys()).containsExactlyInAnyOrder("mlp@1", "knn@1", WINDOW, "knn@1/" + START);
        sent.forEach((key, partial) -> assertThat(seen(partial)).isEqualTo(2));
    }

    @Test
    void isSentOnceUntilSomethingIsCounted() {
        ledger.count(prediction("a", 1, 1), TIME, 1);
        ledger.send();
        ledger.send();
        assertThat(sends).containsExactly("mlp@1", WINDOW);

        ledger.count(prediction("b", 1, 1), TIME, 1);
        ledger.send();

        assertThat(sends).containsExactly("mlp@1", WINDOW, "mlp@1", WINDOW);
        assertThat(seen(sent.at("mlp@1"))).isEqualTo(2);
    }

    @Test
    void isStoredOnceUntilSomethingIsCounted() {
        ledger.count(prediction("a", 1, 1), TIME, 1);
        assertThat(store.puts()).isZero();
        ledger.save();
        ledger.save();
        assertThat(store.puts()).isEqualTo(2);

        ledger.count(prediction("b", 1, 1), TIME, 1);
        ledger.save();

        assertThat(store.puts()).isEqualTo(4);
        assertThat(seen(store.at("mlp@1"))).isEqualTo(2);
    }

    @Test
    void roleIsThatOfTheNewestImage() {
        ledger.count(prediction("a", null, List.of(KNN, MLP), 0, 0), TIME, null);
        ledger.save();
        assertThat(store.at("mlp@1").getRole()).isEqualTo(Role.CHALLENGER);

        ledger.count(prediction("b", null, List.of(MLP, KNN), 0, 0), TIME, null);
        ledger.save();

        assertThat(store.at("mlp@1").getRole()).isEqualTo(Role.CHAMPION);
    }

    @Test
    void windowIsCountedInUntilANewerOneStartsMoreThanTheRetentionLater() {
        assertThat(ledger.count(prediction("a", 1, 1), TIME + SIZE - 1, 1)).isEqualTo(TIME);
        assertThat(ledger.count(prediction("b", 1, 1), TIME + RETENTION + SIZE - 1, 1))
                .isEqualTo(TIME + RETENTION);
        assertThat(ledger.count(prediction("at its end", 1, 1), TIME, 1)).isEqualTo(TIME);

        ledger.count(prediction("c", 1, 1), TIME + RETENTION + SIZE, 1);

        assertThat(ledger.count(prediction("late", 1, 1), TIME + SIZE - 1, 1)).isEqualTo(AnsweredImage.NONE);
        ledger.send();
        assertThat(seen(sent.at("mlp@1"))).isEqualTo(5);
        assertThat(seen(sent.at(WINDOW))).isEqualTo(2);
    }

    @Test
    void windowThatClosesIsSentAndLeavesTheStore() {
        ledger.count(prediction("a", 1, 1), TIME, 1);
        ledger.save();

        ledger.count(prediction("b", 1, 1), TIME + RETENTION + SIZE, 1);

        assertThat(sends).as("all else waits for its second").containsExactly(WINDOW);
        assertThat(store.get(WINDOW)).isNull();
        ledger.save();
        assertThat(store.get(WINDOW)).isNull();
    }

    @Test
    void windowThatClosesBeforeItIsStoredNeverComesIntoTheStore() {
        ledger.count(prediction("a", 1, 1), TIME, 1);
        ledger.send();
        sends.clear();

        ledger.count(prediction("b", 1, 1), TIME + RETENTION + SIZE, 1);
        ledger.save();
        ledger.send();

        assertThat(store.get(WINDOW)).isNull();
        assertThat(sends).as("it was sent before").doesNotContain(WINDOW);
    }

    @Test
    void windowInTheStoreIsClosedAfterARestart() {
        ledger.count(prediction("a", 1, 1), TIME, 1);
        ledger.save();
        ledger = ledger();

        ledger.count(prediction("b", 1, 1), TIME + RETENTION + SIZE, 1);

        assertThat(seen(sent.at(WINDOW))).isEqualTo(1);
        assertThat(store.get(WINDOW)).isNull();
    }

    @Test
    void correctionMovesTheCountsOfEachModelInTotalAndInTheWindow() {
        ledger.count(prediction("a", null, List.of(MLP, KNN), 1, 2), TIME, null);
        var image = image(TIME, AnsweredImage.NONE);

        assertThat(ledger.correct(image, 2)).isTrue();

        assertThat(image.truth()).isEqualTo(2);
        ledger.save();
        ledger.send();
        for (var key : List.of("mlp@1", WINDOW)) {
            assertThat(store.at(key)).isEqualTo(sent.at(key));
            assertThat(sent.at(key).getUnlabelled()).isZero();
            assertThat(sent.at(key).getConfusion()).containsExactly(0L, 0L, 0L, 0L, 0L, 0L, 0L, 1L, 0L);
        }
        assertThat(sent.at("knn@1").getConfusion()).containsExactly(0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 1L);

        ledger.correct(image, 0);
        ledger.save();

        assertThat(store.at(WINDOW).getUnlabelled()).isZero();
        assertThat(store.at(WINDOW).getConfusion()).containsExactly(0L, 1L, 0L, 0L, 0L, 0L, 0L, 0L, 0L);
    }

    @Test
    void imageOfAClosedWindowIsNotCorrectedAndOneOfNoWindowInTheTotalAlone() {
        ledger.count(prediction("a", 1, List.of(MLP, KNN), 1, 2), TIME, 1);
        ledger.count(prediction("b", null, List.of(MLP, KNN), 1, 2), TIME + RETENTION + SIZE, null);
        ledger.save();
        var before = store.at("mlp@1");

        assertThat(ledger.correct(image(TIME, 1), 2)).isFalse();
        ledger.save();
        assertThat(store.at("mlp@1")).isEqualTo(before);

        assertThat(ledger.correct(image(AnsweredImage.NONE, 1), 2)).isTrue();
        ledger.save();
        assertThat(store.at("mlp@1").getConfusion()).containsExactly(0L, 0L, 0L, 0L, 0L, 0L, 0L, 1L, 0L);
        assertThat(store.get(WINDOW)).isNull();
    }

    @Test
    void anotherModelOfTheSameNameBeginsAnew() {
        var former = Samples.model("mlp", 1, 99);
        ledger.count(prediction("a", 1, List.of(former), 1), TIME, 1);
        ledger.save();

        ledger = ledger();
        ledger.count(prediction("b", 1, 1), TIME, 1);
        ledger.save();

        assertThat(store.at("mlp@1").getModel()).isEqualTo(MLP);
        assertThat(seen(store.at("mlp@1"))).isEqualTo(1);
    }

    @Test
    void countsOfAnotherNumberOfClassesBeginAnew() {
        store.put("mlp@1", new AccuracyPartial(MLP, Role.CHAMPION, 7, 2, List.of(5L, 5L, 5L, 5L), 0L, (Instant) null));

        ledger = ledger();
        ledger.count(prediction("b", 2, 2), TIME, 2);
        ledger.save();

        assertThat(store.at("mlp@1").getClasses()).isEqualTo(CLASSES);
        assertThat(seen(store.at("mlp@1"))).isEqualTo(1);
    }

    private static AnsweredImage image(long windowStart, int truth) {
        return new AnsweredImage(List.of(MLP, KNN), CLASSES, new byte[] {1, 2}, windowStart, truth);
    }

    private static long seen(AccuracyPartial partial) {
        return partial.getConfusion().stream().mapToLong(Long::longValue).sum();
    }
}
