package io.glyphstream.benchmarks.pipeline;

import io.glyphstream.benchmarks.measuring.Figures;
import io.glyphstream.cli.terminal.Output;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The figures of a pipeline as tables. */
public final class PipelineReport {

    private PipelineReport() {}

    public static void print(PipelineFigures figures, Output out) {
        out.printf(
                "%s, %,d references, %d thread%s, %s, commit interval (ms): %s%n",
                figures.network(),
                figures.references(),
                figures.threads(),
                figures.threads() == 1 ? "" : "s",
                figures.guarantee(),
                figures.commitIntervalMillis().entrySet().stream()
                        .map(part -> part.getKey().text() + " " + part.getValue())
                        .collect(Collectors.joining(", ")));
        printThroughput(figures, out);
        printLatency(figures, out);
        printSwaps(figures, out);
        printScaling(figures, out);
        printTuning(figures, out);
    }

    private static void printThroughput(PipelineFigures figures, Output out) {
        if (figures.copyImagesPerSecond() == null) {
            return;
        }
        out.printf("%n%-12s %10s %12s %8s %11s%n", "images/s", "pipeline", "models alone", "to copy", "efficiency");
        out.printf("%-12s %10s%n", Variant.COPY.text(), Figures.text(figures.copyImagesPerSecond()));
        Objects.requireNonNull(figures.pipelineImagesPerSecond())
                .forEach((variant, rate) -> out.printf(
                        "%-12s %10s %12s %8.2f %11.2f%n",
                        variant.text(),
                        Figures.text(rate),
                        Figures.text(of(figures.modelImagesPerSecond(), variant)),
                        of(figures.ratio(), variant),
                        of(figures.efficiency(), variant)));
        if (figures.pythonImagesPerSecond() != null) {
            double ours = of(figures.pipelineImagesPerSecond(), Variant.MLP);
            figures.pythonImagesPerSecond()
                    .forEach((decoding, rate) -> out.printf(
                            "%-12s %10s   a consumer's loop with NumPy, decoding %s; mlp does %.1f x as many%n",
                            "Python",
                            Figures.text(rate),
                            decoding == PythonLoop.Decoding.LIBRARY ? "with a library" : "by hand",
                            ours / rate));
        }
    }

    private static double of(@Nullable Map<Variant, Double> figures, Variant variant) {
        Double figure = Objects.requireNonNull(figures).get(variant);
        return Objects.requireNonNull(figure);
    }

    private static void printLatency(PipelineFigures figures, Output out) {
        if (figures.latency() == null) {
            return;
        }
        out.printf("%n%-12s %10s %8s %8s %8s%n", "latency, ms", "images/s", "p50", "p99", "max");
        for (var latency : figures.latency()) {
            out.printf(
                    "%-12s %10s %8.1f %8.1f %8.1f%n",
                    latency.variant().text(),
                    Figures.text(latency.imagesPerSecond()),
                    latency.millis().p50(),
                    latency.millis().p99(),
                    latency.millis().max());
        }
    }

    private static void printSwaps(PipelineFigures figures, Output out) {
        if (figures.swaps() == null) {
            return;
        }
        out.printf(
                "%n%-12s %10s %8s %12s %12s %8s%n",
                "swaps, ms", "images/s", "to serve", "p99 of swaps", "p99 else", "ratio");
        for (var swap : figures.swaps()) {
            out.printf(
                    "%-12s %10s %8.0f %12.1f %12.1f %8.2f%n",
                    swap.variant().text(),
                    Figures.text(swap.imagesPerSecond()),
                    swap.millisToServe(),
                    swap.during().p99(),
                    swap.otherwise().p99(),
                    swap.p99Ratio());
        }
    }

    private static void printScaling(PipelineFigures figures, Output out) {
        if (figures.scaling() == null) {
            return;
        }
        out.printf("%n%-12s %10s %8s %10s%n", "scaling", "instances", "threads", "images/s");
        for (var scale : figures.scaling()) {
            out.printf(
                    "%-12s %10d %8d %10s%n",
                    scale.variant().text(), scale.instances(), scale.threads(), Figures.text(scale.imagesPerSecond()));
        }
    }

    private static void printTuning(PipelineFigures figures, Output out) {
        if (figures.tuning() == null) {
            return;
        }
        out.printf("%n%-12s %10s %10s %8s %10s%n", "tuning", "commit, ms", "linger, ms", "poll", "images/s");
        for (var tuned : figures.tuning()) {
            out.printf(
                    "%-12s %10d %10d %8d %10s%n",
                    tuned.variant().text(),
                    tuned.commitIntervalMillis(),
                    tuned.lingerMillis(),
                    tuned.recordsInPoll(),
                    Figures.text(tuned.imagesPerSecond()));
        }
    }
}
