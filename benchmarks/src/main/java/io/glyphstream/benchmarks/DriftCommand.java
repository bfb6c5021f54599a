package io.glyphstream.benchmarks;

import io.glyphstream.benchmarks.drift.DriftFigures;
import io.glyphstream.benchmarks.drift.DriftSettings;
import io.glyphstream.benchmarks.drift.DriftStudy;
import io.glyphstream.benchmarks.measuring.DatasetOptions;
import io.glyphstream.benchmarks.measuring.Figures;
import io.glyphstream.benchmarks.measuring.ReportOptions;
import io.glyphstream.cli.terminal.Output;
import io.glyphstream.datasets.Dataset;
import io.glyphstream.drift.Adwin;
import io.glyphstream.trainer.ModelTrainer;
import io.glyphstream.trainer.PerceptronSpec;
import io.glyphstream.trainer.TrainerListener;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench drift}. */
@Command(
        name = "drift",
        description = {
            "Measures how often a change of the images is found, how soon, and how often there is an alarm without one.",
            "The model learns from three fifths of the training images. All windows are drawn from the others."
        })
final class DriftCommand implements Callable<Integer> {

    private static final double LEARNED = 0.6;

    private final Bench bench;

    @Mixin
    private final DatasetOptions data = new DatasetOptions();

    @Mixin
    private final ReportOptions report = new ReportOptions();

    @Option(
            names = "--windows",
            paramLabel = "N",
            split = ",",
            defaultValue = "10,100,1000,10000",
            description = "Sizes of windows. Default: ${DEFAULT-VALUE}.")
    private List<Integer> windows = List.of();

    @Option(
            names = "--trials",
            paramLabel = "N",
            defaultValue = "20",
            description = "Windows or streams for each change. Default: ${DEFAULT-VALUE}.")
    private int trials;

    @Option(
            names = "--clean-windows",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Windows of each size in which nothing changed. Default: ${DEFAULT-VALUE}.")
    private int cleanWindows;

    @Option(
            names = "--level",
            paramLabel = "P",
            defaultValue = "0.05",
            description = "Chance of an alarm by outputs in a window that did not change. Default: ${DEFAULT-VALUE}.")
    private double level;

    @Option(
            names = "--delta",
            paramLabel = "P",
            defaultValue = "" + Adwin.DEFAULT_DELTA,
            description = "Chance of an alarm by mistakes at one look of ADWIN. Default: ${DEFAULT-VALUE}.")
    private double delta;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
    private long seed;

    DriftCommand(Bench bench) {
        this.bench = bench;
    }

    @Override
    public Integer call() {
        var settings = new DriftSettings(windows, trials, cleanWindows, level, delta, seed);
        var dataset = data.load(bench.progress());
        int learned = (int) (dataset.training().size() * LEARNED);
        var held = dataset.training().range(learned, dataset.training().size());
        bench.progress().tell("training on " + learned + " images");
        var model = new ModelTrainer(1, Clock.systemUTC())
                .train(
                        new Dataset(dataset.name(), dataset.training().range(0, learned), held),
                        PerceptronSpec.quick(seed),
                        TrainerListener.silent());
        var study = new DriftStudy(
                dataset.name(), model.classifier(), DatasetOptions.examples(held), settings, bench.progress()::tell);
        var figures = study.run();
        if (report.json()) {
            bench.out().println(Figures.json(figures));
        } else {
            print(figures, bench.out());
        }
        return ExitCode.OK;
    }

    private static void print(DriftFigures figures, Output out) {
        out.printf(
                "%s, %,d reference images, error rate %.4f%n%n",
                figures.dataset(), figures.reference(), figures.errorRate());
        out.println("by outputs: share of windows in which a change is found");
        out.printf("%-18s %7s", "change", "images");
        figures.outputsClean().forEach(row -> out.printf(" %8d", row.window()));
        out.println();
        for (var row : figures.outputs()) {
            out.printf("%-18s %6.0f%%", row.shift(), 100 * row.share());
            row.found().forEach(found -> out.printf(" %8.2f", found.rate()));
            out.println();
        }
        out.println();
        out.println("by mistakes: alarms of ADWIN after a change, and the median of the images until then");
        out.printf("%-18s %7s %11s %8s %8s%n", "change", "images", "error rate", "found", "delay");
        for (var row : figures.mistakes()) {
            out.printf(
                    "%-18s %6.0f%% %11.4f %8.2f %8.0f%n",
                    row.shift(), 100 * row.share(), row.errorRate(), row.rate(), row.delay());
        }
        out.println();
        out.println("where nothing changed: alarms, and the chance of so many at the nominal rate");
        out.printf("%-18s %7s %8s %8s %8s %8s%n", "by", "images", "tests", "nominal", "alarms", "chance");
        figures.outputsClean().forEach(row -> print("outputs", row, out));
        print("mistakes", figures.mistakesClean(), out);
    }

    private static void print(String by, DriftFigures.CleanRow row, Output out) {
        out.printf(
                "%-18s %7d %8d %8.3f %8d %8.3f%n",
                by, row.window(), row.tests(), row.nominal(), row.alarms(), row.chance());
    }
}
