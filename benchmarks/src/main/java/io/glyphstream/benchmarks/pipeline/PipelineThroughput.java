package io.glyphstream.benchmarks.pipeline;

import io.glyphstream.benchmarks.measuring.Batches;
import io.glyphstream.benchmarks.measuring.Figures;
import io.glyphstream.benchmarks.measuring.Progress;
import io.glyphstream.benchmarks.measuring.RateComparison;
import io.glyphstream.benchmarks.measuring.Rounds;
import io.glyphstream.model.Classifier;
import io.glyphstream.processor.settings.ProcessorSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Images a second from a backlog: the copy's and ours in turns, and the models' by themselves. */
final class PipelineThroughput {

    /** The most that a processor scores at once. */
    private static final int BATCH = 512;

    private final Map<Variant, Double> rates = new EnumMap<>(Variant.class);
    private final Map<String, Double> modelRates;
    private final Map<PythonLoop.Decoding, Double> python = new EnumMap<>(PythonLoop.Decoding.class);

    private PipelineThroughput(Map<String, Double> modelRates) {
        this.modelRates = modelRates;
    }

    /** Measures in turns, after everybody has warmed up. */
    static PipelineThroughput measure(
            BacklogMeter meter,
            Collection<Variant> variants,
            ProcessorSettings settings,
            Rounds rounds,
            Map<String, Double> modelRates,
            Progress progress)
            throws InterruptedException {
        Map<Variant, List<Double>> all = new EnumMap<>(Variant.class);
        meter.warmUp(variants, settings, progress);
        for (int round = 1; round <= rounds.count(); round++) {
            for (Variant variant : variants) {
                double rate = meter.imagesPerSecond(variant, settings, 1);
                progress.tell("round " + round + " of " + rounds.count() + ", " + variant.text() + ": "
                        + Figures.text(rate) + " images/s");
                all.computeIfAbsent(variant, missing -> new ArrayList<>()).add(rate);
            }
        }
        var throughput = new PipelineThroughput(modelRates);
        all.forEach((variant, some) -> throughput.rates.put(
                variant,
                RateComparison.median(
                        some.stream().mapToDouble(Double::doubleValue).toArray())));
        return throughput;
    }

    /** Measures the loop in Python, too. */
    void measure(BacklogMeter meter, PythonLoop loop, ProcessorSettings settings, Rounds rounds, Progress progress)
            throws InterruptedException {
        for (var decoding : PythonLoop.Decoding.values()) {
            var some = new double[rounds.count()];
            for (int round = 0; round < some.length; round++) {
                some[round] = meter.imagesPerSecond(loop, decoding, settings);
                progress.tell("round " + (round + 1) + " of " + some.length + ", Python, " + decoding.text() + ": "
                        + Figures.text(some[round]) + " images/s");
            }
            python.put(decoding, Figures.rounded(RateComparison.median(some)));
        }
    }

    /** Returns the images a second of the loop in Python, where it was measured. */
    Map<PythonLoop.Decoding, Double> python() {
        return python;
    }

    /** Returns how many images a second each model scores by itself. */
    static Map<String, Double> models(Map<String, Classifier> models, byte[] pixels, Rounds rounds, Progress progress) {
        var comparison = new RateComparison("models by themselves", 1);
        models.forEach((name, model) -> {
            var batches = new Batches(pixels, model.rows() * model.columns(), BATCH);
            comparison.add(name, () -> model.score(batches.next(), BATCH).size());
        });
        return comparison.run(rounds, progress).byName();
    }

    double copy() {
        return of(Variant.COPY);
    }

    double of(Variant variant) {
        return Objects.requireNonNull(rates.get(variant), variant.text());
    }

    Map<Variant, Double> ours() {
        return each(this::of);
    }

    /** Returns what the models in service would do if Kafka cost nothing. */
    Map<Variant, Double> models() {
        return each(variant -> 1 / modelSeconds(variant));
    }

    /** Returns ours as a share of the copy. */
    Map<Variant, Double> ratio() {
        return each(variant -> of(variant) / copy());
    }

    /** Returns the least that an image could cost as a share of what it does cost. */
    Map<Variant, Double> efficiency() {
        return each(variant -> (1 / copy() + modelSeconds(variant)) * of(variant));
    }

    private double modelSeconds(Variant variant) {
        return variant.models().stream()
                .mapToDouble(name -> 1 / Objects.requireNonNull(modelRates.get(name), name))
                .sum();
    }

    private Map<Variant, Double> each(Figure figure) {
        Map<Variant, Double> figures = new EnumMap<>(Variant.class);
        rates.keySet().stream()
                .filter(variant -> variant != Variant.COPY)
                .forEach(variant -> figures.put(variant, Figures.rounded(figure.of(variant))));
        return figures;
    }

    private interface Figure {
        double of(Variant variant);
    }
}
