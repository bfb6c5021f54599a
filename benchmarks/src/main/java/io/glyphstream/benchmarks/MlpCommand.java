package io.glyphstream.benchmarks;

import io.glyphstream.benchmarks.measuring.DatasetOptions;
import io.glyphstream.benchmarks.measuring.Figures;
import io.glyphstream.benchmarks.measuring.MeasuringOptions;
import io.glyphstream.benchmarks.models.MlpFigures;
import io.glyphstream.benchmarks.models.MlpFigures.Product;
import io.glyphstream.benchmarks.models.MlpFigures.Training;
import io.glyphstream.benchmarks.models.MlpMeasurement;
import io.glyphstream.benchmarks.models.ProductShape;
import io.glyphstream.cli.terminal.Output;
import io.glyphstream.datasets.Dataset;
import io.glyphstream.model.Examples;
import io.glyphstream.model.perceptron.Perceptron;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench mlp}. */
@Command(
        name = "mlp",
        description = "Measures the perceptron: products beside OpenBLAS, inference beside ONNX Runtime, training.")
final class MlpCommand implements Callable<Integer> {

    private final Bench bench;

    @Mixin
    private final MeasuringOptions measuring = new MeasuringOptions();

    @Mixin
    private final DatasetOptions data = new DatasetOptions();

    @Option(
            names = "--hidden",
            paramLabel = "N",
            split = ",",
            defaultValue = "500",
            description = "Widths of the hidden layers. Default: ${DEFAULT-VALUE}.")
    private List<Integer> hidden = List.of();

    @Option(
            names = "--batch",
            paramLabel = "N",
            split = ",",
            defaultValue = "64,128",
            description = "Train in batches of these sizes, one after the other. Default: ${DEFAULT-VALUE}.")
    private List<Integer> batches = List.of();

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "4",
            description = "Train so long, the first of them to warm up. Default: ${DEFAULT-VALUE}.")
    private int epochs;

    MlpCommand(Bench bench) {
        this.bench = bench;
    }

    @Override
    public Integer call() {
        if (epochs < 2) {
            throw new IllegalArgumentException("--epochs must be at least 2 but was " + epochs);
        }
        shareProducts(measuring.threads());
        Dataset dataset = data.load(bench.progress());
        var figures = measure(dataset);
        if (measuring.json()) {
            bench.out().lines(Figures.json(figures).lines().toList());
        } else {
            print(figures, bench.out());
        }
        return ExitCode.OK;
    }

    /** Limits Java's common pool, which shares out products with their caller; so this must come before its first use. */
    private static void shareProducts(int threads) {
        System.setProperty("java.util.concurrent.ForkJoinPool.common.parallelism", String.valueOf(threads - 1));
    }

    private MlpFigures measure(Dataset dataset) {
        var measurement = new MlpMeasurement(measuring.threads(), measuring.rounds(), bench.progress());
        Product large = measurement.product(ProductShape.LARGE);
        var products = new ArrayList<Product>();
        products.add(large);
        ProductShape.PERCEPTRON.forEach(shape -> products.add(measurement.product(shape)));

        Examples examples = DatasetOptions.examples(dataset.training());
        var trained = batches.stream()
                .map(batch -> measurement.train(examples, hidden, batch, epochs))
                .toList();
        Perceptron perceptron = trained.get(0).perceptron();
        var inference = measurement.infer(perceptron, dataset.test().pixels());
        List<Training> training =
                trained.stream().map(MlpMeasurement.Trained::training).toList();
        return new MlpFigures(
                measuring.threads(),
                widths(perceptron),
                large.gflops(),
                large.openBlasGflops(),
                inference.ours(),
                inference.onnxRuntime(),
                training.get(0).imagesPerSecond(),
                products,
                training);
    }

    private static String widths(Perceptron perceptron) {
        return Stream.concat(
                        Stream.of(perceptron.rows() * perceptron.columns()),
                        perceptron.layers().stream().map(layer -> layer.biases().getDimension()))
                .map(String::valueOf)
                .collect(Collectors.joining("-"));
    }

    private static void print(MlpFigures figures, Output out) {
        out.printf("%s, %d thread%s%n", figures.network(), figures.threads(), figures.threads() == 1 ? "" : "s");
        out.printf("%-40s %10s %10s %6s%n", "products, GFLOP/s", "ours", "OpenBLAS", "ratio");
        for (Product product : figures.products()) {
            String name = product.shape() + " (" + product.use() + ")";
            compare(name, product.gflops(), product.openBlasGflops(), out);
        }
        out.printf("%-40s %10s %10s %6s%n", "inference, images/s", "ours", "ONNX", "ratio");
        figures.inferencePerSecond()
                .byName()
                .forEach((size, rate) -> compare(
                        size + " at once", rate, figures.onnxRuntimePerSecond().of(size), out));
        out.printf("%-40s %10s%n", "training, images/s", "ours");
        figures.training()
                .forEach(training -> out.printf(
                        "  %-38s %10s%n", "batch " + training.batch(), Figures.text(training.imagesPerSecond())));
    }

    private static void compare(String name, double ours, double rivals, Output out) {
        out.printf("  %-38s %10s %10s %6.2f%n", name, Figures.text(ours), Figures.text(rivals), ours / rivals);
    }
}
