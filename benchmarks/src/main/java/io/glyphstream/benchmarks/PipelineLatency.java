package io.glyphstream.benchmarks;

import io.glyphstream.benchmarks.PipelineFigures.Latency;
import io.glyphstream.benchmarks.PipelineFigures.Percentiles;
import io.glyphstream.processor.ProcessorSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** How long answers take at an even pace that leaves time to spare. */
final class PipelineLatency {

    private static final Duration COMPILING = Duration.ofSeconds(5);

    private final PipelineStage stage;
    private final SteadyLoad load;
    private final ProcessorSettings settings;
    private final Progress progress;

    PipelineLatency(PipelineStage stage, SteadyLoad load, ProcessorSettings settings, Progress progress) {
        this.stage = stage;
        this.load = load;
        this.settings = settings;
        this.progress = progress;
    }

    /** Measures all contestants in turns, round after round, after everybody has warmed up; so does half of each turn. */
    List<Latency> measure(Collection<Contestant> contestants, List<Double> rates, int rounds, Duration turn)
            throws InterruptedException {
        double highest = rates.stream().max(Comparator.naturalOrder()).orElseThrow();
        for (Contestant contestant : contestants) {
            progress.tell("latency, " + contestant.text() + " warms up");
            measure(contestant, highest, COMPILING, Delays.histogram());
        }
        List<Latency> latencies = new ArrayList<>();
        for (double rate : rates) {
            Map<Contestant, Histogram> histograms = new EnumMap<>(Contestant.class);
            for (int round = 1; round <= rounds; round++) {
                for (Contestant contestant : contestants) {
                    progress.tell("latency at " + Figures.text(rate) + " images/s, round " + round + ", "
                            + contestant.text());
                    var histogram = histograms.computeIfAbsent(contestant, missing -> Delays.histogram());
                    measure(contestant, rate, turn, histogram);
                }
            }
            histograms.forEach((contestant, histogram) ->
                    latencies.add(new Latency(contestant, rate, histogram.getTotalCount(), Percentiles.of(histogram))));
        }
        return latencies;
    }

    private void measure(Contestant contestant, double rate, Duration turn, Histogram histogram)
            throws InterruptedException {
        stage.deploy(contestant);
        String group = group(stage, contestant);
        stage.skipToEnd(group);
        try (var stream = stage.start(contestant, settings.withApplicationId(group))) {
            var delays = load.run(contestant, stream, rate, turn.plus(turn.dividedBy(2)), flowing -> {});
            delays.record(histogram, delays.due(0) + turn.dividedBy(2).toNanos(), List.of(), Delays.Side.WITHOUT);
        }
    }

    /** One name for each contestant, whose topics and threads then look alike in every turn. */
    static String group(PipelineStage stage, Contestant contestant) {
        return stage.topics().prefix() + contestant.text();
    }
}
