package io.glyphstream.benchmarks.pipeline;

import io.glyphstream.benchmarks.measuring.Figures;
import io.glyphstream.benchmarks.measuring.Progress;
import io.glyphstream.benchmarks.measuring.RateComparison;
import io.glyphstream.benchmarks.pipeline.Delays.Side;
import io.glyphstream.benchmarks.pipeline.Delays.Span;
import io.glyphstream.benchmarks.pipeline.PipelineFigures.Percentiles;
import io.glyphstream.benchmarks.pipeline.PipelineFigures.SwapDelay;
import io.glyphstream.processor.ImageProcessor;
import io.glyphstream.processor.settings.ProcessorSettings;
import io.glyphstream.trainer.TrainedModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How long answers take while models are published, loaded and put in service under a heavy load. */
final class PipelineSwap {

    /** What a swap might have held up is through by then. */
    private static final Duration AFTERMATH = Duration.ofSeconds(1);

    private final PipelineStage stage;
    private final SteadyLoad load;
    private final ProcessorSettings settings;
    private final Progress progress;

    PipelineSwap(PipelineStage stage, SteadyLoad load, ProcessorSettings settings, Progress progress) {
        this.stage = stage;
        this.load = load;
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * Swaps the one model of a variant, once a turn.
     *
     * @param versions that come into service one after the other; none was published before
     */
    SwapDelay measure(Variant variant, List<TrainedModel> versions, double rate, Duration turn)
            throws InterruptedException {
        progress.tell(
                "swapping " + variant.text() + " " + versions.size() + " times at " + Figures.text(rate) + " images/s");
        stage.deploy(variant);
        String group = PipelineLatency.group(stage, variant);
        stage.skipToEnd(group);
        List<Span> spans = new ArrayList<>();
        List<Double> waits = new ArrayList<>();
        try (var stream = stage.start(variant, settings.withApplicationId(group))) {
            var processor = stream.processor().orElseThrow();
            Duration length = turn.multipliedBy(versions.size() + 1L);
            var delays = load.run(variant, stream, rate, length, flowing -> {
                for (int i = 0; i < versions.size(); i++) {
                    sleepUntil(flowing.due(0) + turn.multipliedBy(i + 1L).toNanos());
                    long start = System.nanoTime();
                    swap(variant, versions.get(i), processor);
                    waits.add((System.nanoTime() - start) / 1e6);
                    spans.add(new Span(start, System.nanoTime() + AFTERMATH.toNanos()));
                }
            });
            return delay(variant, rate, delays, spans, waits, turn);
        }
    }

    private static SwapDelay delay(
            Variant variant, double rate, Delays delays, List<Span> spans, List<Double> waits, Duration turn) {
        var during = Delays.histogram();
        var otherwise = Delays.histogram();
        long warm = delays.due(0) + turn.dividedBy(2).toNanos();
        delays.record(during, warm, spans, Side.WITHIN);
        delays.record(otherwise, warm, spans, Side.WITHOUT);
        double ratio = (double) during.getValueAtPercentile(99) / otherwise.getValueAtPercentile(99);
        double wait = RateComparison.median(
                waits.stream().mapToDouble(Double::doubleValue).toArray());
        return new SwapDelay(
                variant,
                Figures.rounded(rate),
                spans.size(),
                Figures.rounded(wait),
                Percentiles.of(during),
                Percentiles.of(otherwise),
                Figures.rounded(ratio));
    }

    private void swap(Variant variant, TrainedModel version, ImageProcessor processor) throws InterruptedException {
        String name = variant.models().get(0);
        stage.publish(name, version);
        stage.promote(name);
        Waiting.await("the new " + name + " to serve", Optional::empty, () -> stage.isServing(processor, variant));
    }

    private static void sleepUntil(long nanos) throws InterruptedException {
        long wait = nanos - System.nanoTime();
        if (wait > 0) {
            Thread.sleep(Duration.ofNanos(wait).toMillis());
        }
    }
}
