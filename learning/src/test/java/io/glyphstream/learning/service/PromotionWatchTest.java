package io.glyphstream.learning.service;

import static io.glyphstream.learning.service.Answers.FIRST;
import static io.glyphstream.learning.service.Answers.SECOND;
import static io.glyphstream.learning.service.Answers.score;
import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.schemas.Role;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromotionWatchTest {

    private final PromotionWatch watch = new PromotionWatch(SECOND, FIRST, 400);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aVersionThatIsWorseOnTheSameImagesIsRolledBack(long seed) {
        var found = watchOf(new Random(seed), 0.70, 0.95);

        assertThat(found)
                .hasValueSatisfying(
                        why -> assertThat(why).startsWith("worse in service: ").contains("by the champion before it"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void oneThatIsBetterStaysAndTheWatchEnds(long seed) {
        assertThat(watchOf(new Random(seed), 0.95, 0.70)).isEmpty();
        assertThat(watch.isOver()).isTrue();
    }

    /** At a level of 0.01 for all looks, some 1 of 100 may be rolled back by chance; 5 would be too many (p = 0.003). */
    @Test
    void ofThoseThatAreAsGoodHardlyAnyIsRolledBack() {
        int rolledBack = 0;
        for (int seed = 0; seed < 100; seed++) {
            var equals = new PromotionWatch(SECOND, FIRST, 400);
            rolledBack += watchOf(equals, new Random(seed), 0.9, 0.9).isPresent() ? 1 : 0;
        }

        assertThat(rolledBack).isLessThan(5);
    }

    @Test
    void imagesThatOneOfThemDidNotScoreCountNothing() {
        watch.add(Answers.labeled(SECOND, 1, 1));
        watch.add(Answers.labeled(FIRST, 1, 1));

        assertThat(watch.images()).isZero();
    }

    private Optional<String> watchOf(Random random, double promoted, double former) {
        return watchOf(watch, random, promoted, former);
    }

    private static Optional<String> watchOf(PromotionWatch watch, Random random, double promoted, double former) {
        while (!watch.isOver()) {
            var scores = List.of(
                    score(SECOND, Role.CHAMPION, random.nextDouble() < promoted ? 1 : 0),
                    score(FIRST, Role.CHALLENGER, random.nextDouble() < former ? 1 : 0));
            var found = watch.add(new LabeledAnswers.Labeled(scores, 1));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
