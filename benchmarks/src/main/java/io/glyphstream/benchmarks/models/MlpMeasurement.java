package io.glyphstream.benchmarks.models;

import io.glyphstream.benchmarks.measuring.Batches;
import io.glyphstream.benchmarks.measuring.Figures;
import io.glyphstream.benchmarks.measuring.Progress;
import io.glyphstream.benchmarks.measuring.RateComparison;
import io.glyphstream.benchmarks.measuring.Rates;
import io.glyphstream.benchmarks.measuring.Rounds;
import io.glyphstream.benchmarks.models.MlpFigures.Product;
import io.glyphstream.benchmarks.models.MlpFigures.Training;
import io.glyphstream.model.Augmentation;
import io.glyphstream.model.Examples;
import io.glyphstream.model.neural.EpochMetrics;
import io.glyphstream.model.neural.EpochSettings;
import io.glyphstream.model.neural.LearningRateSchedule;
import io.glyphstream.model.neural.Optimizer;
import io.glyphstream.model.neural.Regularization;
import io.glyphstream.model.neural.TrainingListener;
import io.glyphstream.model.perceptron.NetworkSettings;
import io.glyphstream.model.perceptron.Perceptron;
import io.glyphstream.model.perceptron.PerceptronTraining;
import io.glyphstream.model.perceptron.TrainingSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Measures the perceptron's products, training and inference. */
public final class MlpMeasurement {

    private static final String OURS = "ours";
    private static final String OPEN_BLAS = "OpenBLAS";
    private static final String ONNX_RUNTIME = "ONNX Runtime";

    private static final long SEED = 1;

    private final int threads;
    private final Rounds rounds;
    private final Progress progress;

    public MlpMeasurement(int threads, Rounds rounds, Progress progress) {
        this.threads = threads;
        this.rounds = rounds;
        this.progress = progress;
    }

    /** Returns our rate and OpenBLAS's for a shape. Both write to a matrix that is there. */
    public Product product(ProductShape shape) {
        OpenBlasProduct.useThreads(threads);
        var factors = new ProductFactors(shape, SEED);
        try (var openBlas = new OpenBlasProduct(factors)) {
            // One caller: how many threads share a product is up to each library.
            Rates rates = new RateComparison("products of " + shape.text(), 1)
                    .add(OURS, () -> factors.multiply().getRowDimension() == shape.rows() ? 1 : 0)
                    .add(OPEN_BLAS, () -> {
                        openBlas.multiply();
                        return 1;
                    })
                    .run(rounds, progress);
            return new Product(
                    shape.use(),
                    shape.text(),
                    shape.form().name(),
                    Figures.rounded(rates.of(OURS) * shape.operations() / 1e9),
                    Figures.rounded(rates.of(OPEN_BLAS) * shape.operations() / 1e9));
        }
    }

    /** Trains, and returns the median of the epochs after the first, and what was trained. */
    public Trained train(Examples examples, List<Integer> hidden, int batch, int epochs) {
        progress.tell("training in batches of " + batch + ", " + epochs + " epochs");
        var settings = new TrainingSettings(
                NetworkSettings.classifier(hidden.toArray(new Integer[0])),
                Optimizer.Adam.withRate(0.001),
                new LearningRateSchedule.Constant(),
                EpochSettings.of(epochs, batch),
                Regularization.NONE,
                Augmentation.NONE,
                SEED);
        List<Long> ends = new ArrayList<>();
        var listener = new TrainingListener() {
            @Override
            public void epochDone(EpochMetrics facts) {
                ends.add(System.nanoTime());
            }
        };
        Perceptron perceptron = new PerceptronTraining(settings, threads, listener)
                .train(examples, examples.range(0, 0))
                .classifier();
        var rates = new double[ends.size() - 1];
        for (int i = 0; i < rates.length; i++) {
            rates[i] = examples.size() * 1e9 / (ends.get(i + 1) - ends.get(i));
        }
        return new Trained(perceptron, new Training(batch, Figures.rounded(RateComparison.median(rates))));
    }

    /** Returns our images a second and ONNX Runtime's, in this order, by the number of images scored at once. */
    public Inference infer(Perceptron perceptron, byte[] pixels) {
        var ours = new LinkedHashMap<String, Double>();
        var onnxRuntime = new LinkedHashMap<String, Double>();
        for (int size : Batches.SIZES) {
            var batches = new Batches(pixels, perceptron.rows() * perceptron.columns(), size);
            try (var rival = new OnnxScoring(perceptron, batches)) {
                Rates rates = new RateComparison("scoring " + size + " at once", threads)
                        .add(OURS, () -> perceptron.score(batches.next(), size).size())
                        .add(ONNX_RUNTIME, () -> rival.score(batches.turn()).length / perceptron.classes())
                        .run(rounds, progress);
                ours.put(String.valueOf(size), Figures.rounded(rates.of(OURS)));
                onnxRuntime.put(String.valueOf(size), Figures.rounded(rates.of(ONNX_RUNTIME)));
            }
        }
        return new Inference(new Rates(ours), new Rates(onnxRuntime));
    }

    /** A network and the speed it was trained at. */
    public record Trained(Perceptron perceptron, Training training) {}

    /** Images a second by the number scored at once. */
    public record Inference(Rates ours, Rates onnxRuntime) {}
}
