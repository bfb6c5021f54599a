package io.glyphstream.counting;

import static io.glyphstream.counting.Samples.MLP;
import static io.glyphstream.counting.Samples.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.glyphstream.schemas.AccuracyPartial;
import io.glyphstream.schemas.AccuracyWindows;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Role;
import java.time.Instant;
import java.util.List;
import org.apache.commons.math3.stat.interval.WilsonScoreInterval;
import org.jspecify.annotations.Nullable;
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

    @Test
    void reportIsTheSumOfThePartitions() {
        var first = partial(MLP, Role.CHAMPION, 2, List.of(5L, 1L, 2L, 6L), 3, null);
        var second = partial(MLP, Role.CHALLENGER, 2, List.of(1L, 0L, 0L, 1L), 4, null);

        var report = AccuracyReports.sum(List.of(first, second), START);

        assertThat(report.getModel()).isEqualTo(MLP);
        assertThat(report.getRole()).isEqualTo(Role.CHAMPION);
        assertThat(report.getConfusion()).containsExactly(6L, 1L, 2L, 7L);
        assertThat(report.getSeen()).isEqualTo(16);
        assertThat(report.getCorrect()).isEqualTo(13);
        assertThat(report.getUnlabelled()).isEqualTo(7);
        assertThat(report.getAccuracy()).isEqualTo(13.0 / 16);
        assertThat(report.getLower()).isEqualTo(AccuracyReports.wilson(16, 13, -1));
        assertThat(report.getUpper()).isEqualTo(AccuracyReports.wilson(16, 13, 1));
        assertThat(report.getWindowStart()).isNull();
        assertThat(report.getWindowEnd()).isNull();
        assertThat(report.getUpdatedAt()).isEqualTo(START);
    }

    @Test
    void partialsOfAnotherModelOrNumberOfClassesAreLeftOut() {
        var former = partial(Samples.model("mlp", 1, 99), Role.CHAMPION, 2, List.of(5L, 1L, 2L, 6L), 3, null);
        var smaller = partial(MLP, Role.CHAMPION, 1, List.of(9L), 3, null);
        var newest = partial(MLP, Role.CHALLENGER, 2, List.of(1L, 0L, 0L, 1L), 4, null);

        var report = AccuracyReports.sum(List.of(former, smaller, newest), START);

        assertThat(report.getRole()).isEqualTo(Role.CHALLENGER);
        assertThat(report.getSeen()).isEqualTo(2);
        assertThat(report.getUnlabelled()).isEqualTo(4);
    }

    @Test
    void windowEndsAfterItsLengthAndHasNoAccuracyWithoutLabels() {
        var report =
                AccuracyReports.sum(List.of(partial(MLP, Role.CHAMPION, 2, List.of(0L, 0L, 0L, 0L), 3, START)), START);

        assertThat(report.getWindowEnd()).isEqualTo(START.plus(AccuracyWindows.SIZE));
        assertThat(report.getAccuracy()).isZero();
        assertThat(report.getLower()).isZero();
        assertThat(report.getUpper()).isEqualTo(1);
    }

    private static AccuracyPartial partial(
            ModelReference model,
            Role role,
            int classes,
            List<Long> confusion,
            long unlabelled,
            @Nullable Instant windowStart) {
        return new AccuracyPartial(model, role, 0, classes, confusion, unlabelled, windowStart);
    }
}
