package io.glyphstream.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;

final class OutputShiftTest {

    /** By hand: of the 20 ways to mix three and three values, 2 part them wholly. */
    @Test
    void theChanceOfSmallSamplesIsExact() {
        var finding = new OutputShift(column(1, 2, 3), 0.05).compare(column(4, 5, 6));

        assertThat(finding.chances())
                .singleElement()
                .satisfies(chance -> assertThat(chance).isCloseTo(0.1, within(1e-12)));
        assertThat(finding.isShift()).isFalse();
    }

    @Test
    void equalValuesOfBothSamplesAreNoDistance() {
        var finding = new OutputShift(column(0, 0, 0, 0, 1, 1), 0.05).compare(column(0, 0, 1));

        assertThat(finding.smallestChance()).isEqualTo(1);
    }

    @Test
    void theThresholdIsDividedByTheNumberOfOutputs() {
        var reference = draw(500, 0, 1);
        var shift = new OutputShift(reference, 0.05);

        assertThat(shift.compare(draw(500, 0, 2)).threshold()).isEqualTo(0.05 / 10);
        assertThat(shift.compare(draw(500, 0, 2)).isShift()).isFalse();
        assertThat(shift.compare(draw(500, 0.2f, 2)).isShift()).isTrue();
    }

    /** The nominal rate is a bound: more false alarms than chance allows of it are a fault. */
    @Test
    void windowsThatDidNotChangeRaiseNoMoreAlarmsThanTheLevelAllows() {
        int alarms = 0;
        int windows = 400;
        for (long i = 0; i < windows; i++) {
            var shift = new OutputShift(draw(200, 0, 2 * i), 0.05);
            alarms += shift.compare(draw(150, 0, 2 * i + 1)).isShift() ? 1 : 0;
        }

        double chance = 1 - new BinomialDistribution(null, windows, 0.05).cumulativeProbability(alarms - 1);
        assertThat(chance).as("%d alarms in %d windows", alarms, windows).isGreaterThan(0.001);
    }

    @Test
    void refusesSamplesThatCannotBeCompared() {
        assertThatThrownBy(() -> new OutputShift(column(1), 0.05))
                .hasMessage("a sample must have at least 2 images but has 1");
        assertThatThrownBy(() -> new OutputShift(List.of(new float[0], new float[0]), 0.05))
                .hasMessage("an image must have at least 1 output but has none");
        assertThatThrownBy(() -> new OutputShift(column(1, 2), 0.05).compare(List.of(new float[1], new float[2])))
                .hasMessage("image 1 must have 1 outputs but has 2");
        assertThatThrownBy(() -> new OutputShift(column(1, 2), 1))
                .hasMessage("level must be between 0 and 1 but was 1.0");
    }

    private static List<float[]> column(float... values) {
        var rows = new ArrayList<float[]>();
        for (float value : values) {
            rows.add(new float[] {value});
        }
        return rows;
    }

    /** Ten outputs for each image, of which the last is moved. */
    private static List<float[]> draw(int images, float move, long seed) {
        var random = new Random(seed);
        var rows = new ArrayList<float[]>();
        for (int i = 0; i < images; i++) {
            var row = new float[10];
            for (int output = 0; output < row.length; output++) {
                row[output] = random.nextFloat();
            }
            row[9] += move;
            rows.add(row);
        }
        return rows;
    }
}
