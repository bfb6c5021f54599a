package io.glyphstream.benchmarks;

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

    private final Map<Contestant, Double> rates = new EnumMap<>(Contestant.class);
    private final Map<String, Double> modelRates;
    private final Map<PythonLoop.Decoding, Double> python = new EnumMap<>(PythonLoop.Decoding.class);

    private PipelineThroughput(Map<String, Double> modelRates) {
        this.modelRates = modelRates;
    }

    /** Measures in turns, after everybody has warmed up. */
    static PipelineThroughput measure(
            BacklogMeter meter,
            Collection<Contestant> contestants,
            ProcessorSettings settings,
            Rounds rounds,
            Map<String, Double> modelRates,
            Progress progress)
            throws InterruptedException {
        Map<Contestant, List<Double>> all = new EnumMap<>(Contestant.class);
        meter.warmUp(contestants, settings, progress);
        for (int round = 1; round <= rounds.count(); round++) {
            for (Contestant contestant : contestants) {
                double rate = meter.imagesPerSecond(contestant, settings, 1);
                progress.tell("round " + round + " of " + rounds.count() + ", " + contestant.text() + ": "
                        + Figures.text(rate) + " images/s");
                all.computeIfAbsent(contestant, missing -> new ArrayList<>()).add(rate);
            }
        }
        var throughput = new PipelineThroughput(modelRates);
        all.forEach((contestant, some) -> throughput.rates.put(
                contestant,
                Race.median(some.stream().mapToDouble(Double::doubleValue).toArray())));
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
            python.put(decoding, Figures.rounded(Race.median(some)));
        }
    }

    /** Returns the images a second of the loop in Python, where it was measured. */
    Map<PythonLoop.Decoding, Double> python() {
        return python;
    }

    /** Returns how many images a second each model scores by itself. */
    static Map<String, Double> models(Map<String, Classifier> models, byte[] pixels, Rounds rounds, Progress progress) {
        var race = new Race("models by themselves", 1);
        models.forEach((name, model) -> {
            var batches = new Batches(pixels, model.rows() * model.columns(), BATCH);
            race.enter(name, () -> model.score(batches.next(), BATCH).size());
        });
        return race.run(rounds, progress).byName();
    }

    double copy() {
        return of(Contestant.COPY);
    }

    double of(Contestant contestant) {
        return Objects.requireNonNull(rates.get(contestant), contestant.text());
    }

    Map<Contestant, Double> ours() {
        return each(this::of);
    }

    /** Returns what the models in service would do if Kafka cost nothing. */
    Map<Contestant, Double> models() {
        return each(contestant -> 1 / modelSeconds(contestant));
    }

    /** Returns ours as a share of the copy. */
    Map<Contestant, Double> ratio() {
        return each(contestant -> of(contestant) / copy());
    }

    /** Returns the least that an image could cost as a share of what it does cost. */
    Map<Contestant, Double> efficiency() {
        return each(contestant -> (1 / copy() + modelSeconds(contestant)) * of(contestant));
    }

    private double modelSeconds(Contestant contestant) {
        return contestant.models().stream()
                .mapToDouble(name -> 1 / Objects.requireNonNull(modelRates.get(name), name))
                .sum();
    }

    private Map<Contestant, Double> each(Figure figure) {
        Map<Contestant, Double> figures = new EnumMap<>(Contestant.class);
        rates.keySet().stream()
                .filter(contestant -> contestant != Contestant.COPY)
                .forEach(contestant -> figures.put(contestant, Figures.rounded(figure.of(contestant))));
        return figures;
    }

    private interface Figure {
        double of(Contestant contestant);
    }
}
