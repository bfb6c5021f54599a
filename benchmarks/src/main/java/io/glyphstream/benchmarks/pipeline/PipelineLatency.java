package io.glyphstream.benchmarks.pipeline;

import io.glyphstream.benchmarks.measuring.Figures;
import io.glyphstream.benchmarks.measuring.Progress;
import io.glyphstream.benchmarks.pipeline.PipelineFigures.Latency;
import io.glyphstream.benchmarks.pipeline.PipelineFigures.Percentiles;
import io.glyphstream.processor.settings.ProcessorSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** How long answers take at an even pace that leaves time to spare. */
final class PipelineLatency {

    /** A stream that has just begun is slow: it joins its group, opens connections and meets the first second's reports. */
    private static final Duration MOST_SETTLING = Duration.ofSeconds(5);

    /** What the slowest hundredth of fewer images needed is mostly chance: a commit answers several at once. */
    private static final int LEAST_IMAGES = 2000;

    private final PipelineStage stage;
    private final SteadyLoad load;
    private final ProcessorSettings settings;
    private final Duration settling;
    private final Progress progress;

    /** @param warmUp how long everybody works before it is measured, at most: five seconds are enough */
    PipelineLatency(
            PipelineStage stage, SteadyLoad load, ProcessorSettings settings, Duration warmUp, Progress progress) {
        this.stage = stage;
        this.load = load;
        this.settings = settings;
        this.settling = Collections.min(List.of(warmUp, MOST_SETTLING));
        this.progress = progress;
    }

    /**
     * Measures all variants in turns, round after round, after everybody has warmed up.
     *
     * @param turn how long each is measured in a round, or longer where the rate is low
     */
    List<Latency> measure(Collection<Variant> variants, List<Double> rates, int rounds, Duration turn)
            throws InterruptedException {
        double highest = rates.stream().max(Comparator.naturalOrder()).orElseThrow();
        for (Variant variant : variants) {
            progress.tell("latency, " + variant.text() + " warms up");
            measure(variant, highest, settling, Delays.histogram());
        }
        List<Latency> latencies = new ArrayList<>();
        for (double rate : rates) {
            Map<Variant, Histogram> histograms = new EnumMap<>(Variant.class);
            for (int round = 1; round <= rounds; round++) {
                for (Variant variant : variants) {
                    progress.tell(
                            "latency at " + Figures.text(rate) + " images/s, round " + round + ", " + variant.text());
                    var histogram = histograms.computeIfAbsent(variant, missing -> Delays.histogram());
                    measure(variant, rate, longer(turn, rate), histogram);
                }
            }
            histograms.forEach((variant, histogram) ->
                    latencies.add(new Latency(variant, rate, histogram.getTotalCount(), Percentiles.of(histogram))));
        }
        return latencies;
    }

    private static Duration longer(Duration turn, double rate) {
        var least = Duration.ofMillis((long) (LEAST_IMAGES * 1000 / rate));
        return Collections.max(List.of(turn, least));
    }

    private void measure(Variant variant, double rate, Duration turn, Histogram histogram) throws InterruptedException {
        stage.deploy(variant);
        String group = group(stage, variant);
        stage.skipToEnd(group);
        try (var stream = stage.start(variant, settings.withApplicationId(group))) {
            var delays = load.run(variant, stream, rate, settling.plus(turn), flowing -> {});
            delays.record(histogram, delays.due(0) + settling.toNanos(), List.of(), Delays.Side.WITHOUT);
        }
    }

    /** One name for each variant, whose topics and threads then look alike in every turn. */
    static String group(PipelineStage stage, Variant variant) {
        return stage.topics().prefix() + variant.text();
    }
}
