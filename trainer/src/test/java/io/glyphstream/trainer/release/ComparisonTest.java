package io.glyphstream.trainer.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "3, 3", "10, 2", "2, 10", "17, 5"})
    void chanceIsTheShareOfCoinTossesThatDifferAsMuch(int onlyCandidate, int onlyChampion) {
        var comparison = new Comparison(100, 50 + onlyCandidate, 50 + onlyChampion, onlyCandidate, onlyChampion);
        var tosses = onlyCandidate + onlyChampion;
        var difference = Math.abs(onlyCandidate - onlyChampion);
        var asExtreme = 0L;
        for (var heads = 0; heads <= tosses; heads++) {
            if (Math.abs(heads - (tosses - heads)) >= difference) {
                asExtreme += choose(tosses, heads);
            }
        }
        assertThat(comparison.chance()).isCloseTo(asExtreme / Math.pow(2, tosses), within(1e-12));
    }

    @Test
    void aTinyChanceIsNotNaught() {
        var comparison = new Comparison(100, 100, 0, 100, 0);
        assertThat(comparison.chance()).isCloseTo(2 * Math.pow(0.5, 100), withinPercentage(1e-6));
    }

    @Test
    void isBetterOnlyWithMoreRightAnswers() {
        assertThat(new Comparison(10, 6, 5, 2, 1).isBetter()).isTrue();
        assertThat(new Comparison(10, 5, 5, 1, 1).isBetter()).isFalse();
        assertThat(new Comparison(10, 4, 5, 1, 2).isBetter()).isFalse();
    }

    private static long choose(int all, int some) {
        var ways = 1L;
        for (var i = 1; i <= some; i++) {
            ways = ways * (all - some + i) / i;
        }
        return ways;
    }
}
