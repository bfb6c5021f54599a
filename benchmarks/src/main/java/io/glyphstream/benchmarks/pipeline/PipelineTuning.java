package io.glyphstream.benchmarks.pipeline;

import io.glyphstream.benchmarks.measuring.Figures;
import io.glyphstream.benchmarks.measuring.Progress;
import io.glyphstream.benchmarks.measuring.RateComparison;
import io.glyphstream.benchmarks.pipeline.PipelineFigures.Tuned;
import io.glyphstream.processor.settings.ProcessorSettings;
import io.glyphstream.processor.settings.Tuning;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Images a second from a backlog with one of the settings of a {@link Tuning} changed at a time: what the goals are chosen by. */
final class PipelineTuning {

    private static final double[] TIMES_COMMIT_INTERVAL = {0.1, 0.3, 1, 3};
    private static final double[] TIMES_LINGER = {0, 0.25, 1, 5};
    private static final double[] TIMES_RECORDS_IN_POLL = {0.125, 0.25, 1, 4};

    private PipelineTuning() {}

    /** Measures all in turns, after everybody has warmed up. */
    static List<Tuned> measure(
            BacklogMeter meter, Collection<Variant> variants, ProcessorSettings settings, int rounds, Progress progress)
            throws InterruptedException {
        meter.warmUp(variants, settings, progress);
        Map<Choice, double[]> rates = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Variant variant : variants) {
                for (Tuning tuning : around(settings.tuning())) {
                    double rate = meter.imagesPerSecond(variant, settings.withTuning(tuning), 1);
                    var choice = new Choice(variant, tuning);
                    progress.tell("tuning, round " + (round + 1) + " of " + rounds + ", " + choice + ": "
                            + Figures.text(rate) + " images/s");
                    rates.computeIfAbsent(choice, missing -> new double[rounds])[round] = rate;
                }
            }
        }
        return rates.entrySet().stream()
                .map(entry -> entry.getKey().tuned(RateComparison.median(entry.getValue())))
                .toList();
    }

    private static Set<Tuning> around(Tuning middle) {
        return Stream.of(
                        DoubleStream.of(TIMES_COMMIT_INTERVAL)
                                .mapToObj(times -> middle.withCommitInterval(times(middle.commitInterval(), times))),
                        DoubleStream.of(TIMES_LINGER)
                                .mapToObj(times -> new Tuning(
                                        middle.commitInterval(),
                                        times(middle.linger(), times),
                                        middle.recordsInPoll())),
                        DoubleStream.of(TIMES_RECORDS_IN_POLL)
                                .mapToObj(times -> new Tuning(middle.commitInterval(), middle.linger(), (int)
                                        Math.ceil(times * middle.recordsInPoll()))))
                .flatMap(tunings -> tunings)
                .collect(LinkedHashSet::new, Set::add, Set::addAll);
    }

    private static Duration times(Duration some, double times) {
        return Duration.ofMillis((long) Math.ceil(times * some.toMillis()));
    }

    private record Choice(Variant variant, Tuning tuning) {
        Tuned tuned(double rate) {
            return new Tuned(
                    variant,
                    tuning.commitInterval().toMillis(),
                    tuning.linger().toMillis(),
                    tuning.recordsInPoll(),
                    Figures.rounded(rate));
        }

        @Override
        public String toString() {
            return variant.text() + ", commit " + tuning.commitInterval().toMillis() + " ms, linger "
                    + tuning.linger().toMillis() + " ms, polls of " + tuning.recordsInPoll();
        }
    }
}
