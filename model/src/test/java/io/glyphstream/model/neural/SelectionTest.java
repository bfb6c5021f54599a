package io.glyphstream.model.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glyphstream.model.Augmentation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionTest {

    private static final int ROWS = 20_000;

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.1, 0.19})
    void aSmallErrorCountsAsMuchOnAverage(double error) {
        var selection = new Selection(0.2, 5);
        double sum = 0;
        int kept = 0;
        for (int row = 0; row < ROWS; row++) {
            float factor = selection.factor(row, error);
            sum += factor;
            kept += factor > 0 ? 1 : 0;
        }

        assertThat(sum / ROWS).isCloseTo(1, within(0.1));
        assertThat((double) kept / ROWS).isCloseTo(error / 0.2, within(0.01));
    }

    @Test
    void aGreatErrorCountsOnceAndNoErrorNever() {
        var selection = new Selection(0.2, 5);

        for (int row = 0; row < 100; row++) {
            assertThat(selection.factor(row, 0.2)).isEqualTo(1);
            assertThat(selection.factor(row, 1.7)).isEqualTo(1);
            assertThat(selection.factor(row, 0)).isZero();
            assertThat(new Selection(0, 5).factor(row, 0)).isEqualTo(1);
        }
    }

    @Test
    void eachSeedChoosesOthers() {
        long same = 0;
        for (int row = 0; row < 1000; row++) {
            same += new Selection(1, 5).factor(row, 0.5) == new Selection(1, 6).factor(row, 0.5) ? 1 : 0;
        }

        assertThat(same).isBetween(400L, 600L);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 2.1, Double.NaN})
    void aThresholdThatNoErrorReachesIsRefused(double threshold) {
        assertThatThrownBy(() -> new LearningSettings(
                        Optimizer.Adam.withRate(0.1),
                        new LearningRateSchedule.Constant(),
                        EpochSettings.of(1, 1),
                        Regularization.NONE,
                        Augmentation.NONE,
                        threshold,
                        1))
                .hasMessage("selective backpropagation must be within [0, 2] but was " + threshold);
    }
}
