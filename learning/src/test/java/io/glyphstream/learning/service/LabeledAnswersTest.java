package io.glyphstream.learning.service;

import static io.glyphstream.learning.service.Answers.FIRST;
import static io.glyphstream.learning.service.Answers.SECOND;
import static io.glyphstream.learning.service.Answers.answer;
import static io.glyphstream.learning.service.Answers.score;
import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.learning.Heap;
import io.glyphstream.schemas.Label;
import io.glyphstream.schemas.Role;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class LabeledAnswersTest {

    private final LabeledAnswers join = new LabeledAnswers(2, 10_000);

    @Test
    void anAnswerWhoseImageHasALabelIsJoinedAtOnce() {
        assertThat(join.answer(answer("a", 3, score(FIRST, Role.CHAMPION, 4))))
                .hasValueSatisfying(labeled -> assertThat(labeled.truth()).isEqualTo(3));
    }

    @Test
    void aLabelFindsItsAnswerWhicheverComesFirst() {
        assertThat(join.answer(answer("a", null, score(FIRST, Role.CHAMPION, 4))))
                .isEmpty();
        assertThat(join.label(label("b", 5))).isEmpty();

        assertThat(join.label(label("a", 4)))
                .hasValueSatisfying(labeled -> assertThat(labeled.truth()).isEqualTo(4));
        assertThat(join.answer(answer("b", null, score(FIRST, Role.CHAMPION, 4))))
                .hasValueSatisfying(labeled -> assertThat(labeled.truth()).isEqualTo(5));
    }

    @Test
    void aSecondLabelFindsNothingMore() {
        join.answer(answer("a", null, score(FIRST, Role.CHAMPION, 4)));
        join.label(label("a", 4));

        assertThat(join.label(label("a", 5))).isEmpty();
    }

    @Test
    void theOldestWaitingIsGivenUp() {
        for (var id : new String[] {"a", "b", "c"}) {
            join.answer(answer(id, null, score(FIRST, Role.CHAMPION, 4)));
        }

        assertThat(join.label(label("a", 4))).isEmpty();
        assertThat(join.label(label("b", 4))).isPresent();
        assertThat(join.label(label("c", 4))).isPresent();
    }

    @Test
    void theOldestIsGivenUpWhereFewTakeManyBytes() {
        var long1 = "1".repeat(4_000);
        var long2 = "2".repeat(4_000);
        join.label(label(long1, 4));
        join.label(label(long2, 4));

        assertThat(join.answer(answer(long1, null, score(FIRST, Role.CHAMPION, 4))))
                .isEmpty();
        assertThat(join.answer(answer(long2, null, score(FIRST, Role.CHAMPION, 4))))
                .isPresent();
    }

    @Test
    @Tag("slow")
    void aMillionAnswersAndLabelsThatNeverMeetStayWithinTheirBounds() {
        int most = 50_000;
        long mostBytes = 8L << 20;
        var bounded = new LabeledAnswers(most, mostBytes);
        int mostSeen = 0;
        long mostBytesSeen = 0;
        long before = Heap.used();

        for (int i = 0; i < 1_000_000; i++) {
            bounded.answer(
                    answer("image " + i, null, score(FIRST, Role.CHAMPION, 4), score(SECOND, Role.CHALLENGER, 5)));
            bounded.label(label("another image with an id that is longer " + i, 5));
            mostSeen = Math.max(mostSeen, bounded.size());
            mostBytesSeen = Math.max(mostBytesSeen, bounded.bytes());
        }

        assertThat(mostSeen).isLessThanOrEqualTo(2 * most);
        assertThat(mostBytesSeen).isLessThanOrEqualTo(2 * mostBytes);

        assertThat(bounded.size()).isGreaterThan(most / 2);
        assertThat(Heap.used() - before).as("what is counted is what is held").isLessThan(2 * mostBytes);
    }

    @Test
    @Tag("slow")
    void aMillionLabeledAnswersLeaveNothingWaiting() {
        var watch = new PromotionWatch(SECOND, FIRST, 2_000_000);
        var drift = new DriftWatch(new DriftSettings(DriftSettings.USUAL_DELTA, 500, 0.001));
        var bounded = new LabeledAnswers(50_000, 8L << 20);
        long before = Heap.used();

        for (int i = 0; i < 1_000_000; i++) {
            var answer = answer(
                    "image " + i,
                    null,
                    score(SECOND, Role.CHAMPION, 4, 0.1f, (float) (i % 7) / 7),
                    score(FIRST, Role.CHALLENGER, 4));
            drift.answer(answer);
            bounded.answer(answer);
            bounded.label(label("image " + i, i % 10 == 0 ? 3 : 4)).ifPresent(labeled -> {
                drift.labeled(labeled);
                watch.add(labeled);
            });
        }

        assertThat(watch.images()).isEqualTo(1_000_000);
        assertThat(drift.report().getLabeled()).isEqualTo(1_000_000);
        assertThat(bounded.size()).isZero();
        assertThat(Heap.used() - before).isLessThan(4L << 20);
    }

    private static Label label(String id, int label) {
        return new Label(id, label, Instant.EPOCH, "");
    }
}
