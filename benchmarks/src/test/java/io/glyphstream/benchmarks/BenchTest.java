package io.glyphstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glyphstream.benchmarks.measuring.RateComparison;
import io.glyphstream.cli.terminal.Output;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
final class BenchTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void knnTellsItsFiguresAsJson() throws Exception {
        int exit = bench(
                "knn", "--json", "--dataset", "digits", "--references", "300", "--rounds", "1", "--seconds", "0.01");

        assertThat(exit).as(err.toString(StandardCharsets.UTF_8)).isZero();
        JsonNode figures = new ObjectMapper().readTree(out.toByteArray());
        assertThat(figures.path("threads").asInt()).isEqualTo(1);
        assertThat(figures.path("references").asInt()).isEqualTo(300);
        assertThat(figures.path("k").asInt()).isEqualTo(5);
        assertThat(figures.path("buildSeconds").asDouble()).isPositive();
        assertThat(figures.path("bytes").asLong()).isPositive();
        assertThat(figures.path("exactDistancesPerQuery").asDouble()).isBetween(5.0, 300.0);
        assertRates(figures.path("queriesPerSecond"));
    }

    @Test
    void mlpTellsItsFiguresAsJson() throws Exception {
        int exit = bench(
                "mlp",
                "--json",
                "--dataset",
                "digits",
                "--rounds",
                "1",
                "--seconds",
                "0.01",
                "--hidden",
                "8",
                "--batch",
                "64",
                "--epochs",
                "2");

        assertThat(exit).as(err.toString(StandardCharsets.UTF_8)).isZero();
        JsonNode figures = new ObjectMapper().readTree(out.toByteArray());
        assertThat(figures.path("gflops").asDouble()).isPositive();
        assertThat(figures.path("openBlasGflops").asDouble()).isPositive();
        assertThat(figures.path("trainingImagesPerSecond").asDouble()).isPositive();
        assertRates(figures.path("inferencePerSecond"));
        assertRates(figures.path("onnxRuntimePerSecond"));
    }

    @Test
    void networkTellsItsFiguresAsJson() throws Exception {
        int exit = bench("network", "--json", "--dataset", "digits", "--rounds", "1", "--seconds", "0.01");

        assertThat(exit).as(err.toString(StandardCharsets.UTF_8)).isZero();
        JsonNode figures = new ObjectMapper().readTree(out.toByteArray());
        assertThat(figures.path("networks"))
                .extracting(network -> network.path("name").asText())
                .containsExactly("lenet", "zoo-mnist");
        assertThat(figures.path("networks")).allSatisfy(network -> {
            assertRates(network.path("inferencePerSecond"));
            assertRates(network.path("onnxRuntimePerSecond"));
            assertRates(network.path("ratio"));
        });
    }

    @Test
    void pipelineTellsItsFiguresAsJson() throws Exception {
        int exit = bench(
                "pipeline",
                "--json",
                "--dataset",
                "digits",
                "--part",
                "throughput,latency,swap",
                "--contestant",
                "mlp",
                "--hidden",
                "8",
                "--images",
                "400000",
                "--commit-interval",
                "50",
                "--rounds",
                "1",
                "--seconds",
                "0.2",
                "--warm-up",
                "1",
                "--rate",
                "500",
                "--swaps",
                "1",
                "--load",
                "0.01");

        assertThat(exit).as(err.toString(StandardCharsets.UTF_8)).isZero();
        JsonNode figures = new ObjectMapper().readTree(out.toByteArray());
        assertThat(figures.path("copyImagesPerSecond").asDouble()).isPositive();
        double ratio = figures.path("pipelineImagesPerSecond").path("mlp").asDouble()
                / figures.path("copyImagesPerSecond").asDouble();
        assertThat(figures.path("ratio").path("mlp").asDouble()).isCloseTo(ratio, Percentage.withPercentage(1));
        assertThat(figures.path("efficiency").path("mlp").asDouble()).isGreaterThan(ratio);
        assertThat(figures.path("copyLatencyMillis").path("p99").asDouble()).isPositive();
        assertThat(figures.path("latency")).hasSize(2);
        assertThat(figures.path("swaps").path(0).path("swaps").asInt()).isEqualTo(1);
        assertThat(figures.path("swapP99Ratio").asDouble()).isPositive();
    }

    @Test
    void tuningChangesOneSettingAtATime() throws Exception {
        int exit = bench(
                "pipeline",
                "--json",
                "--dataset",
                "digits",
                "--part",
                "tuning",
                "--contestant",
                "copy",
                "--images",
                "200000",
                "--commit-interval",
                "20",
                "--rounds",
                "1",
                "--seconds",
                "0.05",
                "--warm-up",
                "1");

        assertThat(exit).as(err.toString(StandardCharsets.UTF_8)).isZero();
        JsonNode tuning = new ObjectMapper().readTree(out.toByteArray()).path("tuning");
        assertThat(tuning)
                .extracting(tuned -> "%d %d %d"
                        .formatted(
                                tuned.path("commitIntervalMillis").asInt(),
                                tuned.path("lingerMillis").asInt(),
                                tuned.path("recordsInPoll").asInt()))
                .contains("20 20 4096", "2 20 4096", "20 0 4096", "20 20 512")
                .doesNotHaveDuplicates();
        assertThat(tuning)
                .allSatisfy(tuned ->
                        assertThat(tuned.path("imagesPerSecond").asDouble()).isPositive());
    }

    @Test
    void aLoopInPythonThatWouldNotBeMeasuredIsAMistakeOfUse() {
        int exit = bench("pipeline", "--dataset", "digits", "--part", "latency", "--python", "python3");

        assertThat(exit).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("--python is measured with the throughput of mlp");
    }

    @Test
    void aBacklogThatIsTooShortToMeasureWithIsAMistakeOfUse() {
        int exit =
                bench("pipeline", "--dataset", "digits", "--part", "throughput", "--variant", "copy", "--images", "10");

        assertThat(exit).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("give more with --images");
    }

    @Test
    void moreReferencesThanThereAreIsAMistakeOfUse() {
        int exit = bench("knn", "--dataset", "digits", "--references", "10001");

        assertThat(exit).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("--references must be within [1, 10000] but was 10001");
    }

    @Test
    void medianIsTheMiddle() {
        assertThat(RateComparison.median(9, 1, 2)).isEqualTo(2);
        assertThat(RateComparison.median(9, 1, 2, 4)).isEqualTo(3);
    }

    private int bench(String... arguments) {
        return Bench.run(new Output(out), new Output(err), arguments);
    }

    private static void assertRates(JsonNode rates) {
        for (String batch : new String[] {"1", "64", "1024"}) {
            assertThat(rates.path(batch).asDouble()).as("at %s", batch).isPositive();
        }
    }
}
