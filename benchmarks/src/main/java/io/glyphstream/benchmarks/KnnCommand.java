package io.glyphstream.benchmarks;

import io.glyphstream.benchmarks.measuring.DatasetOptions;
import io.glyphstream.benchmarks.measuring.Figures;
import io.glyphstream.benchmarks.measuring.MeasuringOptions;
import io.glyphstream.benchmarks.models.KnnFigures;
import io.glyphstream.benchmarks.models.KnnMeasurement;
import io.glyphstream.cli.terminal.Output;
import io.glyphstream.datasets.Dataset;
import io.glyphstream.model.Examples;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench knn}. */
@Command(
        name = "knn",
        description = "Measures nearest neighbors: queries a second, single and in batches, beside the plain scan.")
final class KnnCommand implements Callable<Integer> {

    private static final int BUILDS = 3;

    private final Bench bench;

    @Mixin
    private final MeasuringOptions measuring = new MeasuringOptions();

    @Mixin
    private final DatasetOptions data = new DatasetOptions();

    @Option(
            names = "--references",
            paramLabel = "N",
            description = "Search among the first N training images. Default: all.")
    private int references;

    @Option(names = "--k", paramLabel = "K", defaultValue = "5", description = "Default: ${DEFAULT-VALUE}.")
    private int k;

    KnnCommand(Bench bench) {
        this.bench = bench;
    }

    @Override
    public Integer call() {
        Dataset dataset = data.load(bench.progress());
        Examples training = DatasetOptions.examples(dataset.training());
        if (references < 0 || references > training.size()) {
            throw new IllegalArgumentException(
                    "--references must be within [1, " + training.size() + "] but was " + references);
        }
        Examples some = references == 0 ? training : training.range(0, references);
        var figures = new KnnMeasurement(dataset.name(), some, dataset.test().pixels(), k, bench.progress())
                .run(measuring.threads(), measuring.rounds(), BUILDS);
        if (measuring.json()) {
            bench.out().lines(Figures.json(figures).lines().toList());
        } else {
            print(figures, bench.out());
        }
        return ExitCode.OK;
    }

    private static void print(KnnFigures figures, Output out) {
        out.printf(
                "%,d references of %s, k = %d, %d thread%s%n",
                figures.references(),
                figures.dataset(),
                figures.k(),
                figures.threads(),
                figures.threads() == 1 ? "" : "s");
        figures.queriesPerSecond()
                .byName()
                .forEach((batch, rate) -> out.printf("  %4s at once  %10s queries/s%n", batch, Figures.text(rate)));
        out.printf("  plain scan    %10s queries/s%n", Figures.text(figures.scanQueriesPerSecond()));
        out.printf("  build         %10s s%n", Figures.text(figures.buildSeconds()));
        out.printf("  load          %10s s%n", Figures.text(figures.loadSeconds()));
        out.printf("  snapshot      %10s MB%n", Figures.text(figures.bytes() / 1e6));
        out.printf("  memory        %10s MB%n", Figures.text(figures.memoryBytes() / 1e6));
        out.printf("  exact         %10s distances/query%n", Figures.text(figures.exactDistancesPerQuery()));
    }
}
