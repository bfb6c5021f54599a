package io.glyphstream.benchmarks;

import io.glyphstream.benchmarks.measuring.DatasetOptions;
import io.glyphstream.benchmarks.measuring.Figures;
import io.glyphstream.benchmarks.measuring.MeasuringOptions;
import io.glyphstream.benchmarks.models.JitteredImages;
import io.glyphstream.benchmarks.models.KnnFigures;
import io.glyphstream.benchmarks.models.KnnMeasurement;
import io.glyphstream.cli.terminal.Output;
import io.glyphstream.datasets.Dataset;
import io.glyphstream.datasets.catalog.Datasets;
import io.glyphstream.datasets.drawing.DigitPainter;
import io.glyphstream.model.Examples;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench knn-scale}. */
@Command(
        name = "knn-scale",
        description = {
            "Measures how nearest neighbors grow with the references: build, size, queries a second.",
            "With --dataset mnist, references beyond the 60,000 are copies, turned, scaled and moved a little; with"
                    + " --dataset digits all are drawn. A million takes about 4 GB: GLYPHSTREAM_JAVA_OPTS=-Xmx8g."
        })
final class KnnScaleCommand implements Callable<Integer> {

    /* Visible, since the figures are of these images. */
    private static final long REFERENCE_SEED = 10;

    private final Bench bench;

    @Mixin
    private final MeasuringOptions measuring = new MeasuringOptions();

    @Mixin
    private final DatasetOptions data = new DatasetOptions();

    @Option(
            names = "--sizes",
            paramLabel = "N",
            split = ",",
            defaultValue = "10000,30000,100000,300000,1000000",
            description = "Numbers of references. Default: ${DEFAULT-VALUE}.")
    private List<Integer> sizes = List.of();

    @Option(names = "--k", paramLabel = "K", defaultValue = "5", description = "Default: ${DEFAULT-VALUE}.")
    private int k;

    KnnScaleCommand(Bench bench) {
        this.bench = bench;
    }

    @Override
    public Integer call() {
        Dataset dataset = data.load(bench.progress());
        int largest = sizes.stream().mapToInt(size -> size).max().orElseThrow();
        bench.progress().tell("making " + largest + " references");
        Examples all = references(dataset, largest);
        var rows = new ArrayList<KnnFigures>();
        for (int size : sizes) {
            var some = size == largest ? all : all.range(0, size);
            rows.add(new KnnMeasurement(dataset.name(), some, dataset.test().pixels(), k, bench.progress())
                    .run(measuring.threads(), measuring.rounds(), 1));
        }
        if (measuring.json()) {
            bench.out().lines(Figures.json(rows).lines().toList());
        } else {
            print(rows, bench.out());
        }
        return ExitCode.OK;
    }

    private static Examples references(Dataset dataset, int count) {
        if (dataset.name().equals(Datasets.DIGITS)) {
            return DatasetOptions.examples(DigitPainter.draw(count, REFERENCE_SEED));
        }
        return JitteredImages.of(DatasetOptions.examples(dataset.training()), count, REFERENCE_SEED);
    }

    private static void print(List<KnnFigures> rows, Output out) {
        out.printf(
                "%10s %8s %8s %11s %10s %9s %9s %9s %9s %9s%n",
                "references", "build s", "load s", "snapshot MB", "memory MB", "1", "64", "1024", "scan", "exact");
        for (KnnFigures row : rows) {
            out.printf(
                    "%,10d %8s %8s %11s %10s %9s %9s %9s %9s %9s%n",
                    row.references(),
                    Figures.text(row.buildSeconds()),
                    Figures.text(row.loadSeconds()),
                    Figures.text(row.bytes() / 1e6),
                    Figures.text(row.memoryBytes() / 1e6),
                    Figures.text(row.queriesPerSecond().of("1")),
                    Figures.text(row.queriesPerSecond().of("64")),
                    Figures.text(row.queriesPerSecond().of("1024")),
                    Figures.text(row.scanQueriesPerSecond()),
                    Figures.text(row.exactDistancesPerQuery()));
        }
    }
}
