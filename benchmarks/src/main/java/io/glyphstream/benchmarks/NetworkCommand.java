package io.glyphstream.benchmarks;

import io.glyphstream.benchmarks.measuring.DatasetOptions;
import io.glyphstream.benchmarks.measuring.Figures;
import io.glyphstream.benchmarks.measuring.MeasuringOptions;
import io.glyphstream.benchmarks.models.NetworkFigures;
import io.glyphstream.benchmarks.models.NetworkMeasurement;
import io.glyphstream.cli.terminal.Output;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code bench network}. */
@Command(
        name = "network",
        description =
                "Measures networks as they are imported: inference beside ONNX Runtime, the weights being random.")
final class NetworkCommand implements Callable<Integer> {

    private final Bench bench;

    @Mixin
    private final MeasuringOptions measuring = new MeasuringOptions();

    @Mixin
    private final DatasetOptions data = new DatasetOptions();

    NetworkCommand(Bench bench) {
        this.bench = bench;
    }

    @Override
    public Integer call() {
        byte[] pixels = data.load(bench.progress()).test().pixels();
        var figures = new NetworkMeasurement(measuring.threads(), measuring.rounds(), bench.progress()).measure(pixels);
        if (measuring.json()) {
            bench.out().lines(Figures.json(figures).lines().toList());
        } else {
            print(figures, bench.out());
        }
        return ExitCode.OK;
    }

    private static void print(NetworkFigures figures, Output out) {
        out.printf(
                "%-40s %10s %10s %6s%n",
                "images/s, " + figures.threads() + (figures.threads() == 1 ? " thread" : " threads"),
                "ours",
                "ONNX",
                "ratio");
        for (NetworkFigures.Network network : figures.networks()) {
            network.inferencePerSecond()
                    .byName()
                    .forEach((size, rate) -> out.printf(
                            "  %-38s %10s %10s %6.2f%n",
                            network.name() + ", " + size + " at once",
                            Figures.text(rate),
                            Figures.text(network.onnxRuntimePerSecond().of(size)),
                            network.ratio().of(size)));
        }
    }
}
