package io.glyphstream.learning.service;

import static io.glyphstream.learning.service.Answers.FIRST;
import static io.glyphstream.learning.service.Answers.SECOND;
import static io.glyphstream.learning.service.Answers.answer;
import static io.glyphstream.learning.service.Answers.labeled;
import static io.glyphstream.learning.service.Answers.score;
import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Role;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DriftWatchTest {

    private static final int WINDOW = 200;

    private final DriftWatch watch = new DriftWatch(new DriftSettings(DriftSettings.USUAL_DELTA, WINDOW, 0.001));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void moreMistakesAreAnAlarm(long seed) {
        begin(FIRST);

        assertThat(mistakes(FIRST, new Random(seed), 2_000, 0.05)).isEmpty();
        assertThat(mistakes(FIRST, new Random(seed), 1_000, 0.40))
                .hasValueSatisfying(found -> assertThat(found)
                        .matches("mistakes of mlp@1 went from \\d+\\.\\d % to [2-5]\\d\\.\\d % "
                                + "\\(its last 100 labeled images\\)"));
        assertThat(watch.report().getAlarms()).isPositive();
        assertThat(watch.report().getErrorRate()).isGreaterThan(0.2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void fewerMistakesAreNone(long seed) {
        begin(FIRST);
        mistakes(FIRST, new Random(seed), 2_000, 0.40);

        assertThat(mistakes(FIRST, new Random(seed), 2_000, 0.05)).isEmpty();
    }

    @Test
    void mistakesOfAFormerChampionCountNoMore() {
        begin(FIRST);
        mistakes(FIRST, new Random(1), 2_000, 0.05);
        begin(SECOND);

        assertThat(mistakes(FIRST, new Random(1), 1_000, 1)).isEmpty();
        assertThat(watch.report().getModel()).isEqualTo(SECOND);
        assertThat(watch.report().getLabeled()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void otherOutputsAreAnAlarmWithoutAnyLabel(long seed) {
        var random = new Random(seed);

        assertThat(outputs(FIRST, random, 5 * WINDOW, 0.9)).isEmpty();
        assertThat(outputs(FIRST, random, WINDOW, 0.6))
                .hasValueSatisfying(
                        found -> assertThat(found).startsWith("the outputs of mlp@1 on its last 200 images"));
        assertThat(watch.report().getShift()).isLessThan(0.001);
    }

    /** After a swap outputs differ for a good reason. */
    @Test
    void theOutputsOfTheNextChampionAreComparedWithItsOwn() {
        var random = new Random(1);
        outputs(FIRST, random, 5 * WINDOW, 0.9);

        assertThat(outputs(SECOND, random, 5 * WINDOW, 0.6)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void firstAnswersAreComparedWithHeldOutImages(long seed) {
        var random = new Random(seed);
        begin(FIRST);

        assertThat(watch.reference(FIRST, rows(random, 100, 0.9))).isEmpty();

        assertThat(outputs(FIRST, random, WINDOW, 0.9)).isEmpty();
        assertThat(outputs(FIRST, random, WINDOW, 0.6))
                .hasValueSatisfying(found -> assertThat(found)
                        .isEqualTo("the outputs of mlp@1 on its last 200 images are not those on its 100 held-out ones "
                                + "(p < 1e-15)"));
    }

    /** The images are read from the log, and that takes a while. */
    @Test
    void firstAnswersThatCameBeforeTheHeldOutImagesAreComparedWithThem() {
        var random = new Random(1);
        assertThat(outputs(FIRST, random, 3 * WINDOW, 0.6)).isEmpty();

        assertThat(watch.reference(FIRST, rows(random, 100, 0.9))).isPresent();
    }

    @Test
    void heldOutImagesOfAnotherModelAreNoReference() {
        var random = new Random(1);
        assertThat(outputs(FIRST, random, WINDOW, 0.6)).isEmpty();

        assertThat(watch.reference(SECOND, rows(random, 100, 0.9))).isEmpty();

        assertThat(outputs(FIRST, random, WINDOW, 0.6)).isEmpty();
    }

    /** Otherwise each window would be an alarm until there is a new champion. */
    @Test
    void whatWasActedOnIsNoAlarmAnyMore() {
        var random = new Random(1);
        begin(FIRST);
        watch.reference(FIRST, rows(random, 100, 0.9));
        assertThat(outputs(FIRST, random, WINDOW, 0.6)).isPresent();

        watch.acted();

        assertThat(outputs(FIRST, random, 5 * WINDOW, 0.6)).isEmpty();
        assertThat(outputs(FIRST, random, WINDOW, 0.9)).isPresent();
    }

    private static List<float[]> rows(Random random, int images, double mean) {
        return Stream.generate(() -> output(random, mean))
                .limit(images)
                .map(output -> new float[] {output, 1 - output})
                .toList();
    }

    private static float output(Random random, double mean) {
        return (float) (mean + 0.1 * (random.nextDouble() - 0.5));
    }

    private void begin(ModelReference champion) {
        watch.answer(answer("first", null, score(champion, Role.CHAMPION, 0, 0.5f, 0.5f)));
    }

    private Optional<String> mistakes(ModelReference champion, Random random, int answers, double share) {
        return last(IntStream.range(0, answers)
                .mapToObj(i -> watch.labeled(labeled(champion, 0, random.nextDouble() < share ? 1 : 0))));
    }

    private Optional<String> outputs(ModelReference champion, Random random, int answers, double mean) {
        return last(IntStream.range(0, answers).mapToObj(i -> {
            float output = output(random, mean);
            return watch.answer(answer("image", null, score(champion, Role.CHAMPION, 0, output, 1 - output)));
        }));
    }

    private static Optional<String> last(Stream<Optional<String>> found) {
        return found.flatMap(Optional::stream).reduce((one, other) -> other);
    }
}
