package io.glyphstream.trainer.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfusionMatrixTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void precisionAndRecallAreTheirDefinitions(long seed) {
        var random = new SplittableRandom(seed);
        var truths = random.ints(200, 0, 4).toArray();
        var answers = random.ints(200, 0, 4).toArray();
        var confusion = ConfusionMatrix.of(4, truths, answers);
        for (var measure : confusion.perClass()) {
            var named = 0;
            var images = 0;
            var right = 0;
            for (var i = 0; i < truths.length; i++) {
                named += answers[i] == measure.label() ? 1 : 0;
                images += truths[i] == measure.label() ? 1 : 0;
                right += truths[i] == measure.label() && answers[i] == measure.label() ? 1 : 0;
            }
            assertThat(measure.images()).isEqualTo(images);
            assertThat(measure.precision()).isCloseTo((double) right / named, within(1e-15));
            assertThat(measure.recall()).isCloseTo((double) right / images, within(1e-15));
        }
        assertThat(confusion.counts().stream().mapToLong(Long::longValue).sum()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"9705, 10000", "1, 3", "0, 7", "7, 7"})
    void intervalIsWilsons(int correct, int total) {
        var answers = new int[total];
        for (var i = correct; i < total; i++) {
            answers[i] = 1;
        }
        var interval = ConfusionMatrix.of(2, new int[total], answers).accuracyInterval();

        var z = 1.959963984540054;
        var share = (double) correct / total;
        var center = (share + z * z / (2 * total)) / (1 + z * z / total);
        var half = z / (1 + z * z / total) * Math.sqrt(share * (1 - share) / total + z * z / (4.0 * total * total));
        assertThat(interval.lower()).isCloseTo(Math.max(0, center - half), within(1e-9));
        assertThat(interval.upper()).isCloseTo(Math.min(1, center + half), within(1e-9));
    }

    @Test
    void knowsNothingWithoutImages() {
        var confusion = ConfusionMatrix.of(3, new int[0], new int[0]);
        assertThat(confusion.accuracy()).isZero();
        assertThat(confusion.accuracyInterval()).isEqualTo(new ConfusionMatrix.Interval(0, 1));
        assertThat(confusion.perClass())
                .allSatisfy(measure -> assertThat(measure.f1()).isZero());
    }
}
