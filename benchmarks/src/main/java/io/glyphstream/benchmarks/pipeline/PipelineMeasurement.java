package io.glyphstream.benchmarks.pipeline;

import io.glyphstream.benchmarks.measuring.Figures;
import io.glyphstream.benchmarks.measuring.Progress;
import io.glyphstream.benchmarks.measuring.Rounds;
import io.glyphstream.benchmarks.pipeline.PipelineFigures.Latency;
import io.glyphstream.benchmarks.pipeline.PipelineFigures.Percentiles;
import io.glyphstream.benchmarks.pipeline.PipelineFigures.Scale;
import io.glyphstream.benchmarks.pipeline.PipelineFigures.SwapDelay;
import io.glyphstream.benchmarks.pipeline.PipelineFigures.Tuned;
import io.glyphstream.benchmarks.pipeline.PipelineOptions.Part;
import io.glyphstream.datasets.Dataset;
import io.glyphstream.model.Classifier;
import io.glyphstream.model.perceptron.Perceptron;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.trainer.TrainedModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** All parts of {@code bench pipeline}, on one cluster. */
public final class PipelineMeasurement {

    /** Enough from joining the group to a pace that stays. */
    private static final Duration MOST_SETTLING = Duration.ofMillis(500);

    private final KafkaCluster cluster;
    private final Dataset dataset;
    private final PipelineModels training;
    private final PipelineOptions options;
    private final PipelineSetup setup;
    private final Rounds rounds;
    private final Progress progress;
    private final String prefix;
    private final Map<String, TrainedModel> models = new LinkedHashMap<>();
    private final Map<Variant, Double> backlogRates = new LinkedHashMap<>();

    /** @param prefix of all topics that are made */
    public PipelineMeasurement(
            KafkaCluster cluster,
            Dataset dataset,
            PipelineModels training,
            PipelineSetup setup,
            Progress progress,
            String prefix) {
        this.cluster = cluster;
        this.dataset = dataset;
        this.training = training;
        this.options = setup.options();
        this.setup = setup;
        this.rounds = setup.rounds();
        this.progress = progress;
        this.prefix = prefix;
    }

    public PipelineFigures run(String network) throws InterruptedException {
        Set<Part> parts = options.parts();
        Set<Variant> variants = options.variants();
        variants.stream()
                .flatMap(variant -> variant.models().stream())
                .distinct()
                .forEach(name -> {
                    progress.tell("training " + name);
                    models.put(name, training.train(name, 1));
                });
        Optional<PipelineThroughput> throughput = Optional.empty();
        List<Scale> scaling = new ArrayList<>();
        List<Tuned> tuning = new ArrayList<>();
        if (parts.stream().anyMatch(part -> part == Part.THROUGHPUT || part == Part.SCALING || part == Part.TUNING)) {
            try (var stage = openStage("backlog.")) {
                progress.tell("putting " + options.images() + " images on a topic");
                EncodedImages.preload(stage, dataset.test(), options.images());
                var meter = new BacklogMeter(stage, options.images(), options.warmUp(), settling(), rounds.turn());
                if (parts.contains(Part.THROUGHPUT)) {
                    throughput = Optional.of(throughput(meter, variants));
                }
                if (parts.contains(Part.SCALING)) {
                    scaling.addAll(scaling(meter, variants));
                }
                if (parts.contains(Part.TUNING)) {
                    tuning.addAll(PipelineTuning.measure(
                            meter, ours(variants), setup.settings(Part.TUNING), rounds.count(), progress));
                }
            }
        }
        List<Latency> latencies = new ArrayList<>();
        List<SwapDelay> swaps = new ArrayList<>();
        if (parts.contains(Part.LATENCY) || parts.contains(Part.SWAP)) {
            try (var stage = openStage("live.")) {
                var load = new SteadyLoad(stage, dataset.test());
                if (parts.contains(Part.LATENCY)) {
                    var latency =
                            new PipelineLatency(stage, load, setup.settings(Part.LATENCY), options.warmUp(), progress);
                    latencies.addAll(latency.measure(variants, options.rates(), rounds.count(), rounds.turn()));
                }
                if (parts.contains(Part.SWAP)) {
                    swaps.addAll(swaps(stage, load, variants));
                }
            }
        }
        return figures(network, throughput, latencies, swaps, scaling, tuning);
    }

    /** What suits the copy suits nobody else, so it is left out unless it is alone. */
    private static Set<Variant> ours(Set<Variant> variants) {
        var ours = EnumSet.copyOf(variants);
        ours.remove(Variant.COPY);
        return ours.isEmpty() ? variants : ours;
    }

    private Duration settling() {
        return Collections.min(List.of(rounds.warmUp(), MOST_SETTLING));
    }

    private PipelineStage openStage(String name) {
        var stage = PipelineStage.open(cluster, prefix + name, options.partitions());
        models.forEach(stage::publish);
        return stage;
    }

    private PipelineThroughput throughput(BacklogMeter meter, Set<Variant> variants) throws InterruptedException {
        var classifiers = new LinkedHashMap<String, Classifier>();
        models.forEach((name, model) -> classifiers.put(name, model.classifier()));
        var modelRates = PipelineThroughput.models(classifiers, dataset.test().pixels(), rounds, progress);
        var throughput = PipelineThroughput.measure(
                meter, variants, setup.settings(Part.THROUGHPUT), rounds, modelRates, progress);
        backlogRates.putAll(throughput.ours());
        if (options.python().isPresent() && classifiers.get(Variant.MLP.text()) instanceof Perceptron perceptron) {
            var loop = new PythonLoop(options.python().get(), options.pythonLoop(), perceptron);
            throughput.measure(meter, loop, setup.settings(Part.THROUGHPUT), rounds, progress);
        }
        return throughput;
    }

    private List<Scale> scaling(BacklogMeter meter, Set<Variant> variants) throws InterruptedException {
        List<Scale> scales = new ArrayList<>();
        for (Variant variant : variants) {
            for (int[] shape : new int[][] {{1, 1}, {1, 2}, {3, 1}}) {
                double rate = meter.imagesPerSecond(
                        variant, setup.settings(Part.SCALING).withThreads(shape[1]), shape[0]);
                progress.tell("scaling, " + variant.text() + ", " + shape[0] + " with " + shape[1] + ": "
                        + Figures.text(rate) + " images/s");
                scales.add(new Scale(variant, shape[0], shape[1], Figures.rounded(rate)));
            }
        }
        return scales;
    }

    private List<SwapDelay> swaps(PipelineStage stage, SteadyLoad load, Set<Variant> variants)
            throws InterruptedException {
        var swap = new PipelineSwap(stage, load, setup.settings(Part.SWAP), progress);
        List<SwapDelay> swaps = new ArrayList<>();
        for (Variant variant : variants) {
            if (variant.models().size() != 1) {
                continue;
            }
            String name = variant.models().get(0);
            List<TrainedModel> versions = new ArrayList<>();
            for (int i = 0; i < options.swaps(); i++) {
                progress.tell("training another " + name);
                versions.add(training.train(name, i + 2));
            }
            double rate = backlogRates.containsKey(variant)
                    ? options.load() * backlogRates.get(variant)
                    : options.rates().stream().max(Comparator.naturalOrder()).orElseThrow();
            swaps.add(swap.measure(variant, versions, rate, rounds.turn()));
        }
        return swaps;
    }

    private Map<Part, Long> commitIntervals() {
        Map<Part, Long> intervals = new EnumMap<>(Part.class);
        options.parts()
                .forEach(part -> intervals.put(
                        part, setup.settings(part).tuning().commitInterval().toMillis()));
        return intervals;
    }

    private PipelineFigures figures(
            String network,
            Optional<PipelineThroughput> throughput,
            List<Latency> latencies,
            List<SwapDelay> swaps,
            List<Scale> scaling,
            List<Tuned> tuning) {
        Map<Variant, Percentiles> slowest = latencies.stream()
                .filter(latency -> latency.imagesPerSecond()
                        == options.rates().stream()
                                .min(Comparator.naturalOrder())
                                .orElseThrow())
                .collect(Collectors.toMap(Latency::variant, Latency::millis));
        return new PipelineFigures(
                network,
                dataset.training().size(),
                setup.threads(),
                setup.settings(Part.THROUGHPUT).guarantee().name(),
                commitIntervals(),
                throughput.map(found -> Figures.rounded(found.copy())).orElse(null),
                throughput.map(PipelineThroughput::ours).orElse(null),
                throughput.map(PipelineThroughput::models).orElse(null),
                throughput.map(PipelineThroughput::ratio).orElse(null),
                throughput.map(PipelineThroughput::efficiency).orElse(null),
                throughput
                        .map(PipelineThroughput::python)
                        .filter(found -> !found.isEmpty())
                        .orElse(null),
                slowest.get(Variant.COPY),
                slowest.get(Variant.BOTH),
                latencies.isEmpty() ? null : latencies,
                swaps.stream()
                        .map(SwapDelay::p99Ratio)
                        .max(Comparator.naturalOrder())
                        .orElse(null),
                swaps.isEmpty() ? null : swaps,
                scaling.isEmpty() ? null : scaling,
                tuning.isEmpty() ? null : tuning);
    }
}
