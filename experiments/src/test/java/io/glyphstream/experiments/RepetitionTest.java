package io.glyphstream.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Findings that differ in their seed alone. */
class RepetitionTest {

    @Test
    void theMeanIsPutBesideTheOriginal() {
        var repetition =
                new Repetition(List.of(finding(80, OptionalDouble.of(1.0), 1), finding(86, OptionalDouble.of(0.8), 2)));

        Finding mean = repetition.mean(Finding.Original.of(0.85, 0.95));

        assertThat(mean.setting()).isEqualTo("width 5, mean of 2");
        assertThat(mean.score().accuracy()).isEqualTo(0.83);
        assertThat(mean.loss()).hasValue(0.9);
        assertThat(mean.effort().training()).isEqualTo(Duration.ofMillis(1500));
        assertThat(mean.effort().seed()).isEmpty();
        assertThat(mean.comparison()).isEqualTo("-0.0200, within chance");
        assertThat(mean.remark()).isEqualTo("accuracy 0.8000 to 0.8600; loss 0.8000 to 1.0000");
    }

    @Test
    void withoutEveryLossThereIsNoMeanOfThem() {
        var repetition =
                new Repetition(List.of(finding(80, OptionalDouble.of(1.0), 1), finding(10, OptionalDouble.empty(), 2)));

        Finding mean = repetition.mean(Finding.Original.NONE);

        assertThat(mean.loss()).isEmpty();
        assertThat(mean.remark()).isEqualTo("accuracy 0.1000 to 0.8000");
    }

    private static Finding finding(int right, OptionalDouble loss, long seed) {
        var effort = new Finding.Effort(
                Duration.ofSeconds(seed), Duration.ofMillis(1), OptionalInt.of(3), OptionalLong.of(seed));
        return new Finding("width 5", new Score(right, 100, "digits"), loss, Finding.Original.NONE, effort, "");
    }
}
