package io.glyphstream.console.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.operations.OneSidedAnswer;
import io.glyphstream.schemas.Prediction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class OneSidedSampleTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void theNewestOfEachSideAreKeptInWhicheverOrderTheyCome() {
        var answers = new ArrayList<OneSidedAnswer>();
        for (int number = 0; number < 100; number++) {
            answers.add(answer(number, 7, 1));
            answers.add(answer(number, 1, 7));
        }
        Collections.shuffle(answers, new Random(1));
        var sample = new OneSidedSample();

        answers.forEach(sample::add);

        var newest = IntStream.range(0, OneSidedSample.MOST)
                .mapToObj(back -> 99L - back)
                .toList();
        assertThat(sample.onlyFirst())
                .allMatch(OneSidedAnswer::isFirstRight)
                .extracting(OneSidedAnswer::offset)
                .isEqualTo(newest);
        assertThat(sample.onlySecond())
                .noneMatch(OneSidedAnswer::isFirstRight)
                .extracting(OneSidedAnswer::offset)
                .isEqualTo(newest);
    }

    /** Of an image that is a 7. */
    private static OneSidedAnswer answer(int number, int first, int second) {
        var at = NOON.plusSeconds(number);
        var prediction = new Prediction("image-" + number, 0, (long) number, first, 1f, 7, List.of(), 1L, at, at);
        return new OneSidedAnswer(0, number, prediction, 7, first, second);
    }
}
