package io.glyphstream.console.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.console.stream.AnswerFilter.Kind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class AnswerFilterTest {

    private static final SeenAnswer RIGHT = HandMade.answer(0, 4, 0.9f, 4, 4);
    private static final SeenAnswer WRONG = HandMade.answer(1, 9, 0.5f, 4, 4);
    private static final SeenAnswer CHALLENGER_WRONG = HandMade.answer(2, 4, 0.8f, 9, 4);
    private static final SeenAnswer BOTH_WRONG = HandMade.answer(3, 9, 0.7f, 9, 4);
    private static final SeenAnswer UNKNOWN = HandMade.answer(4, 9, 0.95f, 9, null);

    private static final OptionalInt ANY = OptionalInt.empty();

    @Test
    void everythingPassesTheFilterThatAsksForNothing() {
        assertThat(passing(AnswerFilter.any())).containsExactly(0L, 1L, 2L, 3L, 4L);
    }

    @Test
    void wrongAnswersHaveAKnownTruthThatIsAnotherClass() {
        assertThat(passing(filter(Kind.WRONG, Optional.empty()))).containsExactly(1L, 3L);
    }

    @Test
    void ofAVersionThatIsNamedItsOwnLabelCounts() {
        assertThat(passing(filter(Kind.WRONG, Optional.of("knn@2")))).containsExactly(2L, 3L);
        assertThat(passing(filter(Kind.WRONG, Optional.of("mlp@1")))).containsExactly(1L, 3L);
        assertThat(passing(filter(Kind.ANY, Optional.of("mlp@2")))).isEmpty();
    }

    @Test
    void modelsDisagreeIfTheyNameDifferentClassesWhateverIsTrue() {
        assertThat(passing(filter(Kind.DISAGREEING, Optional.empty()))).containsExactly(1L, 2L);
    }

    @Test
    void confidenceIsBelowAValueAndNotAtIt() {
        assertThat(passing(below(0.8, Optional.empty()))).containsExactly(1L, 3L);
        assertThat(passing(below(0.5, Optional.empty()))).isEmpty();
        assertThat(passing(below(0.8, Optional.of("knn@2")))).containsExactly(0L, 1L, 2L, 3L, 4L);
    }

    @Test
    void aClassIsTheAnswerOrTheTruth() {
        assertThat(passing(labels(OptionalInt.of(4), ANY, ANY))).containsExactly(0L, 1L, 2L, 3L);
        assertThat(passing(labels(OptionalInt.of(9), ANY, ANY))).containsExactly(1L, 3L, 4L);
    }

    @Test
    void truthAndAnswerTogetherAreACellOfTheConfusionMatrix() {
        assertThat(passing(labels(ANY, OptionalInt.of(4), OptionalInt.of(9)))).containsExactly(1L, 3L);
        assertThat(passing(labels(ANY, OptionalInt.of(4), ANY))).containsExactly(0L, 1L, 2L, 3L);
        assertThat(passing(labels(ANY, ANY, OptionalInt.of(9)))).containsExactly(1L, 3L, 4L);
    }

    private static List<Long> passing(AnswerFilter filter) {
        return List.of(RIGHT, WRONG, CHALLENGER_WRONG, BOTH_WRONG, UNKNOWN).stream()
                .filter(answer -> filter.matches(answer.prediction()))
                .map(SeenAnswer::offset)
                .toList();
    }

    private static AnswerFilter filter(Kind kind, Optional<String> version) {
        return new AnswerFilter(kind, OptionalDouble.empty(), ANY, ANY, ANY, version);
    }

    private static AnswerFilter below(double confidence, Optional<String> version) {
        return new AnswerFilter(Kind.ANY, OptionalDouble.of(confidence), ANY, ANY, ANY, version);
    }

    private static AnswerFilter labels(OptionalInt label, OptionalInt truth, OptionalInt answer) {
        return new AnswerFilter(Kind.ANY, OptionalDouble.empty(), label, truth, answer, Optional.empty());
    }
}
