package io.glyphstream.drift;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AdwinTest {

    /** A row of the oracle: an alarm and the window after it, or the window at the stream's end. */
    private record Row(String at, long width, double mean) {}

    @ParameterizedTest
    @CsvSource({
        "none-2, 0.002",
        "none-2, 0.05",
        "none-10, 0.002",
        "none-10, 0.05",
        "sudden-2-10, 0.002",
        "sudden-2-10, 0.05",
        "sudden-2-5, 0.002",
        "sudden-2-5, 0.05",
        "gradual-2-20, 0.002",
        "gradual-2-20, 0.05",
        "all-wrong, 0.002",
        "all-wrong, 0.05"
    })
    void alarmsComeAtTheValuesWhereMoaRaisesThem(String stream, double delta) throws IOException {
        var expected = oracle(stream, delta);
        assertThat(expected).isNotEmpty();
        var adwin = new Adwin(delta);
        var rows = new ArrayList<Row>();
        var values = stream(stream);
        for (int i = 0; i < values.length(); i++) {
            if (adwin.add(values.charAt(i) - '0')) {
                rows.add(new Row(Integer.toString(i + 1), adwin.width(), adwin.mean()));
            }
        }
        rows.add(new Row("end", adwin.width(), adwin.mean()));

        assertThat(rows)
                .extracting(Row::at)
                .isEqualTo(expected.stream().map(Row::at).toList());
        assertThat(rows)
                .extracting(Row::width)
                .isEqualTo(expected.stream().map(Row::width).toList());
        for (int i = 0; i < rows.size(); i++) {
            assertThat(rows.get(i).mean()).isCloseTo(expected.get(i).mean(), within(1e-11));
        }
    }

    @Test
    void aWindowThatDoesNotChangeIsNotCutAndAnEmptyOneHasNoMean() {
        var adwin = new Adwin(Adwin.DEFAULT_DELTA);
        assertThat(adwin.mean()).isZero();

        for (int i = 0; i < 5_000; i++) {
            assertThat(adwin.add(1)).isFalse();
        }

        assertThat(adwin.width()).isEqualTo(5_000);
        assertThat(adwin.mean()).isEqualTo(1);
    }

    /** A rise after a cut, and again after that: whatever is dropped, the mean is that of the newest values. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theMeanIsThatOfTheNewestValues(long seed) {
        var random = new Random(seed);
        var adwin = new Adwin(0.05);
        var all = new ArrayList<Double>();
        int alarms = 0;
        for (double share : new double[] {0.02, 0.3, 0.9, 0.1}) {
            for (int i = 0; i < 1_000; i++) {
                double value = random.nextDouble() < share ? 1 : random.nextDouble() * 0.1;
                all.add(value);
                alarms += adwin.add(value) ? 1 : 0;
            }
            var newest = all.subList(all.size() - Math.toIntExact(adwin.width()), all.size());
            double mean =
                    newest.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
            assertThat(adwin.mean()).isCloseTo(mean, within(1e-9));
        }
        assertThat(alarms).isGreaterThanOrEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.1, Double.NaN})
    void refusesALevelThatIsNoChance(double delta) {
        assertThatThrownBy(() -> new Adwin(delta))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("delta must be between 0 and 1 but was " + delta);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void refusesAValueThatIsNoShare(double value) {
        assertThatThrownBy(() -> new Adwin(Adwin.DEFAULT_DELTA).add(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("value must be within [0, 1] but was " + value);
    }

    private static List<Row> oracle(String stream, double delta) throws IOException {
        return Files.readAllLines(oracles().resolve("adwin-alarms.csv")).stream()
                .map(line -> line.split(","))
                .filter(cells -> cells[0].equals(stream) && cells[1].equals(Double.toString(delta)))
                .map(cells -> new Row(cells[2], Long.parseLong(cells[3]), Double.parseDouble(cells[4])))
                .toList();
    }

    private static String stream(String name) throws IOException {
        try (var file = new GZIPInputStream(Files.newInputStream(oracles().resolve("adwin-" + name + ".txt.gz")))) {
            return new String(file.readAllBytes(), UTF_8).strip();
        }
    }

    private static Path oracles() {
        String folder = System.getenv("GLYPHSTREAM_DATA");
        assumeTrue(folder != null, "skipped: GLYPHSTREAM_DATA names no folder with oracles");
        return Path.of(folder, "oracles");
    }
}
