package io.glyphstream.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.Role;
import io.glyphstream.schemas.Score;
import io.glyphstream.schemas.Sha256;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StoryAnswersTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final ModelReference FIRST = new ModelReference("mlp", 1, new Sha256(new byte[32]));
    private static final ModelReference SECOND = new ModelReference("mlp", 2, new Sha256(new byte[32]));
    private static final ModelReference THIRD = new ModelReference("mlp", 3, new Sha256(new byte[32]));
    private static final int UPRIGHT = 30;
    private static final int TURNING = 20;
    private static final int WINDOW = 10;

    private final StorySettings settings = new StorySettings(1, UPRIGHT, TURNING, 1_000, WINDOW, 1, 1);
    private final StoryAnswers answers = new StoryAnswers(settings);

    @Test
    void theAccuracyBeforeIsThatOfTheLastUprightImages() {
        answer(0, 29, FIRST, true);
        assertThat(answers.before()).isEmpty();

        answer(29, 30, FIRST, false);

        assertThat(answers.before()).contains(0.9);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theLowestAccuracyIsThatOfSomeWindowOfTurnedImages(long seed) {
        var random = new Random(seed);
        int images = 200;
        var right = IntStream.range(0, images)
                .mapToObj(i -> i >= UPRIGHT && random.nextInt(10) > 2)
                .toList();

        for (int i = 0; i < images; i++) {
            answer(i, i + 1, FIRST, right.get(i));
        }

        double lowest = IntStream.rangeClosed(UPRIGHT, images - WINDOW)
                .mapToObj(from -> right.subList(from, from + WINDOW))
                .mapToDouble(window -> window.stream().collect(Collectors.averagingDouble(isRight -> isRight ? 1 : 0)))
                .min()
                .orElseThrow();
        assertThat(answers.fallen()).contains(lowest);
    }

    @Test
    void theOrderOfArrivalChangesNothing() {
        answer(1, 12, FIRST, true);
        assertThat(answers.done()).isZero();
        assertThat(answers.last()).isEmpty();

        answer(0, 1, FIRST, false);

        assertThat(answers.done()).isEqualTo(12);
        assertThat(answers.last()).contains(1.0);
    }

    @Test
    void theAccuracyIsBackWhenALaterChampionAnswersAsWellAsTheFirstDid() {
        answer(0, UPRIGHT, FIRST, true);
        answer(UPRIGHT, 60, FIRST, false);
        answer(60, 61, SECOND, true);
        answer(61, 70, THIRD, true);
        assertThat(answers.isBack()).as("one of the window is of another").isFalse();

        answer(70, 71, THIRD, true);

        assertThat(answers.isBack()).isTrue();
    }

    @Test
    void theAccuracyIsNotBackWhileTheFirstChampionAnswersOrTheImagesStillTurnOrItIsLower() {
        answer(0, 80, FIRST, true);
        assertThat(answers.isBack()).as("the first champion").isFalse();

        var early = new StoryAnswers(settings);
        enter(early, 0, UPRIGHT, FIRST, true);
        enter(early, UPRIGHT, (int) settings.fullyTurned() + WINDOW - 1, SECOND, true);
        assertThat(early.isBack()).as("the turn").isFalse();

        var lower = new StoryAnswers(settings);
        enter(lower, 0, UPRIGHT, FIRST, true);
        enter(lower, UPRIGHT, 80, SECOND, true);
        assertThat(lower.isBack()).isTrue();
        enter(lower, 80, 81, SECOND, false);
        assertThat(lower.isBack()).as("lower").isFalse();
    }

    @Test
    void answersToOthersAndWithoutALabelAreNotCounted() {
        answers.enter(prediction("mnist-test-0", FIRST, Optional.of(true)));
        answers.enter(prediction("drift-0", FIRST, Optional.empty()));

        assertThat(answers.done()).isZero();
    }

    private void answer(int from, int to, ModelReference champion, boolean right) {
        enter(answers, from, to, champion, right);
    }

    private static void enter(StoryAnswers answers, int from, int to, ModelReference champion, boolean right) {
        for (int i = from; i < to; i++) {
            answers.enter(prediction("drift-" + i, champion, Optional.of(right)));
        }
    }

    private static Prediction prediction(String id, ModelReference champion, Optional<Boolean> right) {
        var score = new Score(champion, Role.CHAMPION, 3, 1f, List.of(1f));
        Integer truth = right.map(isRight -> isRight ? 3 : 8).orElse(null);
        return new Prediction(id, 0, 0L, 3, 1f, truth, List.of(score), 1L, NOON, NOON);
    }
}
