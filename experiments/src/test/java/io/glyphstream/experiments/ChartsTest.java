package io.glyphstream.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** What the ticks of plots say. */
class ChartsTest {

    @Test
    void aLogarithmicAxisSaysMoreWhereThereIsLess() {
        double[] ticks = {0.05, 0.09, 0.1, 0.2, 0.30000000000000004, 0.5, 1, 2};

        assertThat(labels(0.6, ticks)).containsExactly("0.05", "0.09", "0.1", "0.2", "0.3", "0.5", "1", "2");
        assertThat(labels(1.6, ticks)).containsExactly("0.05", "", "0.1", "0.2", "", "0.5", "1", "2");
        assertThat(labels(4, ticks)).containsExactly("", "", "0.1", "", "", "", "1", "");
    }

    private static List<String> labels(double decades, double... ticks) {
        return DoubleStream.of(ticks)
                .mapToObj(tick -> Charts.logarithmicLabel(tick, decades))
                .toList();
    }
}
