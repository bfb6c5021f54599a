package io.glyphstream.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PacerTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long START = 7 * SECOND;

    @ParameterizedTest
    @CsvSource({"1, 3", "1, 700", "2, 12345.6", "3, 0.5"})
    void doesNotDriftThoughEveryWaitIsTooLong(long seed, double rate) {
        var random = new SplittableRandom(seed);
        var pacer = new Pacer(Rate.perSecond(rate));
        var now = START;
        var departures = 2_000;
        for (var i = 0; i < departures; i++) {
            var wait = pacer.nanosUntilDue(now);
            now += wait + (wait > 0 ? random.nextLong(5_000_000) : 0);
            pacer.depart(now);
        }
        assertThat((now - START) / 1e9).isCloseTo((departures - 1) / rate, within(0.005 + 1e-6));
    }

    @Test
    void spacesDeparturesEvenlyWhenWaitsAreExact() {
        var pacer = new Pacer(Rate.perSecond(4));
        var now = START;
        for (var i = 0; i < 10; i++) {
            now += pacer.nanosUntilDue(now);
            assertThat(now).isEqualTo(START + i * SECOND / 4);
            pacer.depart(now);
        }
    }

    @Test
    void makesUpForNoMoreThanOneSecondAfterALongHalt() {
        var pacer = new Pacer(Rate.perSecond(10));
        pacer.depart(START);
        var afterHalt = START + 3600 * SECOND;
        var burst = 0;
        while (pacer.nanosUntilDue(afterHalt) == 0) {
            pacer.depart(afterHalt);
            burst++;
        }
        assertThat(burst).isBetween(10, 12);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 60, 3600})
    void waitsNoLongerThanOneIntervalAfterTheClockWasSetBack(long seconds) {
        var pacer = new Pacer(Rate.perSecond(10));
        pacer.depart(START);
        var now = START - seconds * SECOND;
        for (var i = 0; i < 3; i++) {
            var wait = pacer.nanosUntilDue(now);
            assertThat(wait).isBetween(0L, SECOND / 10);
            now += wait;
            pacer.depart(now);
        }
        assertThat(now).isEqualTo(START - seconds * SECOND + 3 * SECOND / 10);
    }

    @Test
    void neverWaitsWithoutALimit() {
        var pacer = new Pacer(Rate.unlimited());
        pacer.depart(START);
        assertThat(pacer.nanosUntilDue(START)).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN})
    void refusesARateThatIsNone(double rate) {
        assertThatThrownBy(() -> Rate.perSecond(rate))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("but was " + rate);
    }
}
