package io.glyphstream.counting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.stat.interval.WilsonScoreInterval;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AccuracyReportsTest {
    @ParameterizedTest
    @CsvSource({"1,0", "1,1", "10,9", "100,50", "10000,9705", "1000000000,980000000"})
    void intervalAgreesWithCommonsMath(int trials, int successes) {
        var expected = new WilsonScoreInterval().createInterval(trials, successes, 0.95);
        assertThat(AccuracyReports.wilson(trials, successes, -1)).isCloseTo(expected.getLowerBound(), within(1e-12));
        assertThat(AccuracyReports.wilson(trials, successes, 1)).isCloseTo(expected.getUpperBound(), within(1e-12));
    }

    @Test
    void intervalIsWholeWhileNothingWasSeen() {
        assertThat(AccuracyReports.wilson(0, 0, -1)).isZero();
        assertThat(AccuracyReports.wilson(0, 0, 1)).isEqualTo(1);
    }

    @Test
    void intervalHoldsTheProportionAtItsEnds() {
        for (var trials = 1; trials <= 10_000; trials++) {
            assertThat(AccuracyReports.wilson(trials, 0, -1))
                    .as("none of %d", trials)
                    .isZero();
            assertThat(AccuracyReports.wilson(trials, trials, 1))
                    .as("all of %d", trials)
                    .isEqualTo(1);
        }
    }

    @Test
    void intervalHoldsForMoreImagesThanAnIntCounts() {
        var trials = 1L << 40;
        assertThat(AccuracyReports.wilson(trials, trials / 2, -1)).isCloseTo(0.5, within(1e-5));
    }
}
