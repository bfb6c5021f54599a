package io.glyphstream.datasets.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.datasets.AveragedPerceptron;
import io.glyphstream.datasets.GrayImage;
import io.glyphstream.datasets.LabeledImages;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DigitPainterTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -7})
    void seedAloneDecidesTheDrawings(long seed) {
        LabeledImages few = DigitPainter.draw(50, seed);
        LabeledImages many = DigitPainter.draw(200, seed);

        assertThat(many.range(0, 50).sha256()).isEqualTo(few.sha256());
        assertThat(DigitPainter.draw(50, seed + 1).sha256()).isNotEqualTo(few.sha256());
        assertThat(DigitPainter.drawDigit(4, seed)).isEqualTo(DigitPainter.drawDigit(4, seed));
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 4})
    void drawingsAreInsideTheirFrameAndAllDifferent(long seed) {
        LabeledImages drawn = DigitPainter.draw(1_000, seed);

        assertThat(IntStream.range(0, drawn.size()).mapToObj(drawn::image).distinct())
                .hasSize(drawn.size());
        assertThat(IntStream.range(0, drawn.size()).filter(i -> touchesEdge(drawn.image(i))))
                .isEmpty();
        assertThat(IntStream.of(drawn.labels()).distinct().count()).isEqualTo(10);
    }

    /** Even a model without a hidden layer must learn them, or the demo without data would have nothing to show. */
    @ParameterizedTest
    @CsvSource("5, 6")
    void linearModelTrainedOnDrawingsReads95PercentOfFreshOnes(long trainingSeed, long testSeed) {
        LabeledImages training = DigitPainter.draw(10_000, trainingSeed);
        LabeledImages test = DigitPainter.draw(2_000, testSeed);

        var model = new AveragedPerceptron(28 * 28, 10);
        for (int epoch = 0; epoch < 4; epoch++) {
            for (int i = 0; i < training.size(); i++) {
                model.learn(training.image(i), training.label(i));
            }
        }
        long correct = IntStream.range(0, test.size())
                .filter(i -> model.classify(test.image(i)) == test.label(i))
                .count();

        assertThat((double) correct / test.size()).isGreaterThanOrEqualTo(0.95);
    }

    private static boolean touchesEdge(GrayImage image) {
        return IntStream.range(0, 28)
                .anyMatch(i -> image.pixel(0, i) + image.pixel(27, i) + image.pixel(i, 0) + image.pixel(i, 27) > 0);
    }
}
