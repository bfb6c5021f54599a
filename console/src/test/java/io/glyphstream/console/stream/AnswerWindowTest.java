package io.glyphstream.console.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.console.stream.AnswerFilter.Kind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class AnswerWindowTest {

    private static final int ALL = 1_000_000;

    private final AnswerWindow window = new AnswerWindow();

    @Test
    void theNewestAnswersAreKeptAndNoMore() {
        right(0, AnswerWindow.NEWEST + 7);

        var kept = offsets(AnswerFilter.any(), Long.MAX_VALUE, ALL);

        assertThat(kept).hasSize(AnswerWindow.NEWEST).startsWith(AnswerWindow.NEWEST + 6L);
        assertThat(kept).endsWith(7L);
        assertThat(window.seen()).isEqualTo(AnswerWindow.NEWEST + 7L);
    }

    @Test
    void mistakesAndDisputesStayWhenManyOthersHaveCome() {
        window.answered(HandMade.agreed(0, 9, 4));
        window.answered(HandMade.answer(1, 4, 0.9f, 9, null));
        window.answered(HandMade.agreed(2, 9, null));
        right(3, 3 * AnswerWindow.NEWEST);

        assertThat(offsets(kind(Kind.WRONG), Long.MAX_VALUE, ALL)).containsExactly(0L);
        assertThat(offsets(kind(Kind.DISAGREEING), Long.MAX_VALUE, ALL)).containsExactly(1L);
        assertThat(offsets(AnswerFilter.any(), Long.MAX_VALUE, ALL))
                .hasSize(AnswerWindow.NEWEST + 2)
                .endsWith(1L, 0L);
    }

    @Test
    void ofMistakesOnlyTheNewestAreKept() {
        for (long offset = 0; offset < AnswerWindow.RARE + 3; offset++) {
            window.answered(HandMade.agreed(offset, 9, 4));
        }
        right(AnswerWindow.RARE + 3, AnswerWindow.NEWEST);

        assertThat(offsets(kind(Kind.WRONG), Long.MAX_VALUE, ALL))
                .hasSize(AnswerWindow.RARE)
                .endsWith(3L);
    }

    @Test
    void pagesFollowEachOtherFromTheNewestToTheOldest() {
        right(0, 10);

        assertThat(offsets(AnswerFilter.any(), Long.MAX_VALUE, 4)).containsExactly(9L, 8L, 7L, 6L);
        assertThat(offsets(AnswerFilter.any(), 6, 4)).containsExactly(5L, 4L, 3L, 2L);
        assertThat(offsets(AnswerFilter.any(), 2, 4)).containsExactly(1L, 0L);
    }

    @Test
    void aSampleFindsTheFewThatPassAmongTheManyThatDoNot() {
        try (var sample = window.sample(kind(Kind.WRONG))) {
            right(0, 5_000);
            window.answered(HandMade.agreed(5_000, 9, 4));
            right(5_001, 5_000);

            var taken = sample.take(10);

            assertThat(taken.answers()).extracting(SeenAnswer::offset).containsExactly(5_000L);
            assertThat(taken.passed()).isEqualTo(1);
            assertThat(taken.seen()).isEqualTo(10_001);
            assertThat(sample.take(10)).isEqualTo(new AnswerSample.Taken(List.of(), 0, 0));
        }
    }

    @Test
    void aSampleIsTheNewestFewOfThoseThatPass() {
        try (var sample = window.sample(AnswerFilter.any())) {
            right(0, 1_000);

            var taken = sample.take(3);

            assertThat(taken.answers()).extracting(SeenAnswer::offset).containsExactly(999L, 998L, 997L);
            assertThat(taken.passed()).isEqualTo(1_000);
            right(1_000, 500);
            assertThat(sample.take(ALL).answers()).hasSize(AnswerSample.MOST);
        }
    }

    @Test
    void aSampleThatIsClosedReceivesNothing() {
        var sample = window.sample(AnswerFilter.any());
        sample.close();

        right(0, 5);

        assertThat(sample.take(10).seen()).isZero();
    }

    private void right(long from, int count) {
        for (long offset = from; offset < from + count; offset++) {
            window.answered(HandMade.agreed(offset, 4, 4));
        }
    }

    private List<Long> offsets(AnswerFilter filter, long before, int most) {
        return window.page(filter, before, most).stream()
                .map(kept -> kept.answer().offset())
                .toList();
    }

    private static AnswerFilter kind(Kind kind) {
        return new AnswerFilter(
                kind,
                OptionalDouble.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty());
    }
}
