package io.glyphstream.counting;

import static io.glyphstream.counting.Samples.CLASSES;
import static io.glyphstream.counting.Samples.KNN;
import static io.glyphstream.counting.Samples.MLP;
import static io.glyphstream.counting.Samples.START;
import static io.glyphstream.counting.Samples.TIME;
import static io.glyphstream.counting.Samples.label;
import static io.glyphstream.counting.Samples.prediction;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphstream.schemas.AccuracyPartial;
import io.glyphstream.schemas.AccuracyWindows;
import io.glyphstream.schemas.LaterReleaseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LateLabelsTest {
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final long END = TIME + LIFE.toMillis();
    private static final String TOO_LATE = " was there within 600 s before or after the label";

    private final TreeStore<AccuracyPartial> counts = new TreeStore<>();
    private final TreeStore<byte[]> remembered = new TreeStore<>();
    private final List<String> refused = new ArrayList<>();
    private final LabelPlacement placement = new LabelPlacement();
    private TallyLedger ledger = new TallyLedger(counts, 0, (key, partial) -> {});
    private LateLabels labels = labels(LIFE);

    private LateLabels labels(Duration timeToLive) {
        return new LateLabels(remembered, timeToLive, ledger, placement, new Refused());
    }

    /** Notes what is refused. */
    private final class Refused implements RefusedLabels {
        @Override
        public void wrongLabel(LateLabel label, String reason) {
            refused.add("wrong " + label.imageId() + ": " + reason);
        }

        @Override
        public void noRoom(LateLabel label, String reason) {
            refused.add("no room " + label.imageId() + ": " + reason);
        }

        @Override
        public void noImage(LateLabel label, String reason) {
            refused.add("no image " + label.imageId() + ": " + reason);
        }

        @Override
        public void windowClosed(LateLabel label, String reason) {
            refused.add("closed " + label.imageId() + ": " + reason);
        }
    }

    /** Commits, and starts again from what was committed. */
    private void restart() {
        commit();
        ledger = new TallyLedger(counts, 0, (key, partial) -> {});
        labels = labels(LIFE);
    }

    private void commit() {
        labels.save();
        ledger.save();
    }

    @Test
    void labelCountsUntilItsImageIsOlderThanTheTimeToLive() {
        labels.answered(prediction("a", null, 1), TIME);
        labels.answered(prediction("b", null, 1), TIME + 1);

        labels.labeled(label("a", 1), END);
        labels.labeled(label("b", 1), END + 2);

        assertCounts(1, 1);
        assertThat(refused).as("b waits for an image").isEmpty();
    }

    @Test
    void labelWaitsForItsImageAsLongAsTheTimeToLive() {
        labels.labeled(label("a", 1), TIME);
        labels.labeled(label("b", 1), TIME + 1);

        labels.answered(prediction("other", 0, 0), END);
        assertThat(refused).isEmpty();
        labels.answered(prediction("a", null, 1), END);
        labels.answered(prediction("another", 0, 0), END + 2);
        labels.answered(prediction("b", null, 1), END + 2);

        assertThat(refused).containsExactly("no image b: no answered image 'b'" + TOO_LATE);
        assertCounts(3, 3);
    }

    @Test
    void aLabelLetsTimePassForThoseThatWait() {
        labels.labeled(label("a", 1), TIME);
        labels.labeled(label("b", 1), END);
        assertThat(refused).isEmpty();

        labels.labeled(label("c", 1), END + 1);

        assertThat(refused).containsExactly("no image a: no answered image 'a'" + TOO_LATE);
    }

    @Test
    void reasonTellsWhereThePartitionersPutTheLabel() {
        placement.notePartitions(4);
        labels.labeled(label("c-1", 1), TIME);

        labels.answered(prediction("other", 0, 0), END + 1);

        assertThat(refused.get(0)).startsWith("no image c-1: ").contains(TOO_LATE + "; the label lies ");
    }

    @Test
    void labelWithoutRoomIsRefusedWithThePlaceOfItsImage() {
        placement.notePartitions(4);
        for (var i = 0; i < LabelMemory.MOST_LABELS; i++) {
            labels.labeled(label("i" + i, 1), TIME);
        }
        assertThat(refused).isEmpty();

        labels.labeled(label("c-1", 1), TIME);
        labels.labeled(label("i0", 2), TIME);

        assertThat(refused).hasSize(1);
        assertThat(refused.get(0))
                .startsWith("no room c-1: more than 10000 labels wait for their images already; the label lies ");
    }

    @Test
    void labelMustBeOneOfTheClassesBeforeItsImageAndAfterIt() {
        labels.labeled(label("first", CLASSES), TIME);
        labels.labeled(label("highest", CLASSES - 1), TIME);
        labels.answered(prediction("first", 0, 1), TIME);
        labels.answered(prediction("highest", 0, CLASSES - 1), TIME);
        labels.answered(prediction("later", null, CLASSES - 1), TIME);

        labels.labeled(label("later", CLASSES), TIME);
        labels.labeled(label("later", CLASSES - 1), TIME);

        var reason = ": label must be within [0, 2], the classes of the models that answered, but was 3";
        assertThat(refused).containsExactly("wrong first" + reason, "wrong later" + reason);
        commit();
        assertThat(counts.at("mlp@1").getUnlabelled()).isZero();
        assertThat(counts.at("mlp@1").getConfusion()).containsExactly(0L, 1L, 0L, 0L, 0L, 0L, 0L, 0L, 2L);
    }

    @Test
    void labelReplacesTheOneThatItsImageCarried() {
        labels.labeled(label("a", 2), TIME);
        labels.answered(prediction("a", 0, 1), TIME);
        labels.labeled(label("a", 2), TIME);

        commit();

        assertThat(counts.at("mlp@1").getConfusion()).containsExactly(0L, 0L, 0L, 0L, 0L, 0L, 0L, 1L, 0L);
        assertThat(refused).isEmpty();
    }

    @Test
    void labelOfAClosedWindowIsRefused() {
        labels = labels(Duration.ofDays(2));
        var later = TIME + AccuracyWindows.RETENTION.toMillis();
        labels.answered(prediction("a", null, 1), TIME);
        labels.answered(prediction("b", null, 1), later);
        labels.labeled(label("a", 1), later);
        assertThat(refused).isEmpty();

        labels.answered(prediction("c", null, 1), later + AccuracyWindows.SIZE.toMillis());
        labels.labeled(label("a", 2), later);

        assertThat(refused).containsExactly("closed a: label came when the window of its image was closed");
        assertCounts(1, 1);
    }

    @Test
    void eachImageIsCorrectedForTheModelsThatAnsweredIt() {
        labels.answered(prediction("one", null, List.of(MLP), 0), TIME);
        labels.answered(prediction("both", null, List.of(MLP, KNN), 0, 1), TIME);
        labels.answered(prediction("other", null, List.of(KNN), 1), TIME);
        labels.answered(prediction("one again", null, List.of(MLP), 0), TIME);

        for (var id : List.of("one", "both", "other", "one again")) {
            labels.labeled(label(id, 2), TIME);
        }

        commit();
        assertThat(counts.at("mlp@1").getConfusion()).containsExactly(0L, 0L, 0L, 0L, 0L, 0L, 3L, 0L, 0L);
        assertThat(counts.at("knn@1").getConfusion()).containsExactly(0L, 0L, 0L, 0L, 0L, 0L, 0L, 2L, 0L);
        assertThat(counts.at("knn@1/" + START).getUnlabelled()).isZero();
    }

    @Test
    void withoutATimeToLiveNothingIsRemembered() {
        labels = labels(Duration.ZERO);

        labels.answered(prediction("a", 1, 1), TIME);
        labels.answered(prediction("b", null, 1), TIME);

        assertCounts(1, 1);
        assertThat(remembered.keys()).isEmpty();
    }

    @Test
    void whatWasCommittedIsRememberedAfterARestart() {
        labels.answered(prediction("a", null, 1), TIME);
        labels.labeled(label("a", 1), TIME + 1);
        labels.answered(prediction("b", null, 1), TIME + 2);
        labels.labeled(label("c", 1), TIME + 3);

        restart();
        labels.labeled(label("a", 1), TIME + 4);
        assertCounts(1, 1);
        labels.labeled(label("a", 2), TIME + 4);
        labels.labeled(label("b", 2), TIME + 4);
        labels.answered(prediction("c", null, 1), TIME + 5);

        commit();
        assertThat(counts.at("mlp@1").getConfusion()).containsExactly(0L, 0L, 0L, 0L, 1L, 0L, 0L, 2L, 0L);
        assertThat(counts.at("mlp@1").getUnlabelled()).isZero();
        assertThat(refused).isEmpty();
    }

    @Test
    void labelThatFoundItsImageDoesNotWaitAfterARestart() {
        labels.labeled(label("a", 1), TIME);
        labels.answered(prediction("a", null, 1), TIME);

        restart();
        labels.answered(prediction("b", null, 1), END + 1);

        assertThat(refused).isEmpty();
    }

    /** An image that was forgotten must not be known again after a restart: whatever let time pass is in the journal. */
    @ParameterizedTest
    @ValueSource(ints = {1, CLASSES})
    void aLabelThatSaysWhatIsKnownOrIsWrongLetsTimePassInTheJournalToo(int known) {
        labels.answered(prediction("old", null, 1), TIME);
        labels.answered(prediction("a", 1, 1), END);
        labels.labeled(label("a", known), END + 1);

        restart();
        labels.labeled(label("old", 1), TIME);

        assertCounts(1, 1);
    }

    @Test
    void aLabelWithoutRoomLetsTimePassInTheJournalToo() {
        labels.answered(prediction("old", null, 1), TIME);
        for (var i = 0; i < LabelMemory.MOST_LABELS; i++) {
            labels.labeled(label("i" + i, 1), END);
        }
        labels.labeled(label("one more", 1), END + 1);

        restart();
        labels.labeled(label("old", 1), TIME);

        assertCounts(0, 0);
        assertThat(refused).hasSize(2).allSatisfy(reason -> assertThat(reason).startsWith("no room "));
    }

    @Test
    void aLabelOfAClosedWindowLetsTimePassInTheJournalToo() {
        var days = Duration.ofDays(2);
        var closing = TIME + AccuracyWindows.RETENTION.toMillis() + AccuracyWindows.SIZE.toMillis();
        labels = labels(days);
        labels.answered(prediction("old", null, 1), TIME);
        labels.answered(prediction("a", null, 1), TIME + 1);
        labels.answered(prediction("b", null, 1), closing);
        labels.labeled(label("a", 1), TIME + days.toMillis() + 1);
        assertThat(refused).hasSize(1);

        commit();
        labels = labels(days);
        labels.labeled(label("old", 1), TIME);

        assertThat(refused).as("it waits, for its image is forgotten").hasSize(1);
    }

    @Test
    void aStoredValueIsChecked() {
        labels.answered(prediction("a", null, 1), TIME);
        labels.save();
        remembered.forEach((key, segment) -> LateLabels.check(segment));

        assertThatThrownBy(() -> LateLabels.check(new byte[] {2})).isInstanceOf(LaterReleaseException.class);
    }

    /** Asserts how many images were counted with a truth and how many of these were right; all images must have been answered 1 or 0. */
    private void assertCounts(long seen, long right) {
        commit();
        var confusion = counts.at("mlp@1").getConfusion();
        assertThat(confusion.stream().mapToLong(Long::longValue).sum()).isEqualTo(seen);
        assertThat(confusion.get(0) + confusion.get(CLASSES + 1) + confusion.get(2 * CLASSES + 2))
                .isEqualTo(right);
    }
}
