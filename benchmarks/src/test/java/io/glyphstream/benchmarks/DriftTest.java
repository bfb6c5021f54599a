package io.glyphstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glyphstream.cli.terminal.Output;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class DriftTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void largeChangesAreFoundAndCleanWindowsRaiseNoMoreAlarmsThanTheyMay() throws Exception {
        int exit = bench(
                "--json", "--dataset", "digits", "--windows", "20,400", "--trials", "5", "--clean-windows", "100");

        assertThat(exit).as(err.toString(StandardCharsets.UTF_8)).isZero();
        JsonNode figures = new ObjectMapper().readTree(out.toByteArray());
        assertThat(rate(figures, "rotation, large", 1, 400)).isEqualTo(1);
        assertThat(rate(figures, "class 0 gone", 1, 400)).isPositive();
        assertThat(rate(figures, "noise, small", 0.1, 20)).isLessThan(1);
        assertThat(delay(figures, "rotation, large", 1, 20))
                .as("a window of 20 is not enough each time, and never less than one window")
                .isGreaterThanOrEqualTo(20);

        var turned = mistakes(figures, "rotation, large");
        assertThat(turned.path("errorRate").asDouble())
                .isGreaterThan(figures.path("errorRate").asDouble() + 0.2);
        assertThat(turned.path("rate").asDouble()).isEqualTo(1);
        assertThat(turned.path("delay").asDouble()).isBetween(1.0, 1_000.0);

        assertThat(figures.path("outputsClean")).hasSize(2).allSatisfy(DriftTest::requireNominal);
        requireNominal(figures.path("mistakesClean"));
    }

    @Test
    void windowsThatAreLongerThanTheImagesLastAreAMistakeOfUse() {
        assertThat(bench("--dataset", "digits", "--windows", "10,100000")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("--windows must be at most 2334 with these images but has 100000");
    }

    @Test
    void aLevelThatIsNoChanceIsAMistakeOfUseBeforeAnythingIsTrained() {
        assertThat(bench("--dataset", "digits", "--level", "1")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("--level must be between 0 and 1 but was 1.0")
                .doesNotContain("training");
    }

    private int bench(String... arguments) {
        var all = new String[arguments.length + 1];
        all[0] = "drift";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Bench.run(new Output(out), new Output(err), all);
    }

    /** The nominal rate is a bound: so many alarms must not be surprising. */
    private static void requireNominal(JsonNode row) {
        assertThat(row.path("tests").asInt()).as(row.toString()).isGreaterThanOrEqualTo(100);
        assertThat(row.path("chance").asDouble()).as(row.toString()).isGreaterThan(0.001);
    }

    private static double rate(JsonNode figures, String shift, double share, int window) {
        return found(figures, shift, share, window).path("rate").asDouble();
    }

    private static double delay(JsonNode figures, String shift, double share, int window) {
        return found(figures, shift, share, window).path("delay").asDouble();
    }

    private static JsonNode found(JsonNode figures, String shift, double share, int window) {
        for (var row : figures.path("outputs")) {
            if (row.path("shift").asText().equals(shift) && row.path("share").asDouble() == share) {
                for (var found : row.path("found")) {
                    if (found.path("window").asInt() == window) {
                        return found;
                    }
                }
            }
        }
        throw new AssertionError("no row for " + shift + ", " + share + ", " + window + " in " + figures);
    }

    private static JsonNode mistakes(JsonNode figures, String shift) {
        for (var row : figures.path("mistakes")) {
            if (row.path("shift").asText().equals(shift) && row.path("share").asDouble() == 1) {
                return row;
            }
        }
        throw new AssertionError("no row for " + shift + " in " + figures);
    }
}
