package io.glyphstream.trainer.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AccuracyDropTest {

    /** Fisher's lady tasting tea: three of four cups right would happen by luck 17 times in 70. */
    @Test
    void theLadyTastingTea() {
        assertThat(new AccuracyDrop(4, 1, 4, 3).chance()).isCloseTo(17.0 / 70, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void itIsTheShareOfAllDrawsThatAreAtLeastAsBad(long seed) {
        var random = new Random(seed);
        for (var trial = 0; trial < 50; trial++) {
            var seen = 1 + random.nextInt(60);
            var earlierSeen = 1 + random.nextInt(60);
            var drop = new AccuracyDrop(seen, random.nextInt(seen + 1), earlierSeen, random.nextInt(earlierSeen + 1));

            assertThat(drop.chance()).as(drop.toString()).isCloseTo(byCounting(drop), within(1e-10));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 100, 90", "100, 10, 0, 0", "100, 100, 100, 0", "1000, 900, 1000, 900"})
    void noDropIsNoEvidence(long seen, long correct, long earlierSeen, long earlierCorrect) {
        assertThat(new AccuracyDrop(seen, correct, earlierSeen, earlierCorrect).chance())
                .isGreaterThan(0.45);
    }

    @Test
    void manyImagesAreNoBurden() {
        assertThat(new AccuracyDrop(1_000_000_000, 970_000_000, 1_000_000_000, 980_000_000).chance())
                .isLessThan(1e-100);
        assertThat(new AccuracyDrop(3_000_000_000L, 2_940_000_000L, 3_000_000_000L, 2_940_000_000L).chance())
                .isCloseTo(0.5, within(0.01));
    }

    @Test
    void moreRightThanAskedIsRefused() {
        assertThatThrownBy(() -> new AccuracyDrop(10, 11, 5, 5))
                .hasMessage("correct must be within [0, 10] but was 11");
    }

    /** The definition: ways to give the model at least so many of all mistakes, among all ways to give out the images. */
    private static double byCounting(AccuracyDrop drop) {
        var seen = (int) drop.seen();
        var all = seen + (int) drop.earlierSeen();
        var wrong = seen - (int) drop.correct();
        var allWrong = wrong + (int) (drop.earlierSeen() - drop.earlierCorrect());
        var ways = BigInteger.ZERO;
        for (var mistakes = wrong; mistakes <= Math.min(seen, allWrong); mistakes++) {
            ways = ways.add(choose(allWrong, mistakes).multiply(choose(all - allWrong, seen - mistakes)));
        }
        return new BigDecimal(ways)
                .divide(new BigDecimal(choose(all, seen)), MathContext.DECIMAL64)
                .doubleValue();
    }

    private static BigInteger choose(int many, int few) {
        if (few < 0 || few > many) {
            return BigInteger.ZERO;
        }
        var ways = BigInteger.ONE;
        for (var i = 1; i <= few; i++) {
            ways = ways.multiply(BigInteger.valueOf(many - few + i)).divide(BigInteger.valueOf(i));
        }
        return ways;
    }
}
