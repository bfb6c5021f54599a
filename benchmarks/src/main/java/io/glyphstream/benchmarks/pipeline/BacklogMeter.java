package io.glyphstream.benchmarks.pipeline;

import io.glyphstream.benchmarks.measuring.Progress;
import io.glyphstream.processor.settings.ProcessorSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Measures how many images a second a variant works off while there are always more.
 *
 * <p>What counts is what the group has committed, between two commits: all of its answers are visible by then, and nobody else
 * has to read them.
 */
final class BacklogMeter {

    private final PipelineStage stage;
    private final long backlog;
    private final Duration warmUp;
    private final Duration settling;
    private final Duration turn;
    private int runs;

    /**
     * @param backlog how many images lie on the topic
     * @param warmUp how long a variant works before it is measured at all
     * @param settling how long it works in each turn, after its first commit, before it is measured
     */
    BacklogMeter(PipelineStage stage, long backlog, Duration warmUp, Duration settling, Duration turn) {
        this.stage = stage;
        this.backlog = backlog;
        this.warmUp = warmUp;
        this.settling = settling;
        this.turn = turn;
    }

    /** Lets each variant work until its code is compiled, on the same images again when all are worked off. */
    void warmUp(Collection<Variant> variants, ProcessorSettings settings, Progress progress)
            throws InterruptedException {
        for (Variant variant : variants) {
            progress.tell(variant.text() + " warms up");
            warmUp(variant, settings);
        }
    }

    private void warmUp(Variant variant, ProcessorSettings settings) throws InterruptedException {
        stage.deploy(variant);
        long deadline = System.nanoTime() + warmUp.toNanos();
        while (System.nanoTime() < deadline) {
            runs++;
            try (var stream = start(variant, settings, 0)) {
                Waiting.await(
                        "the warm-up of " + variant.text(),
                        stream::failure,
                        () -> System.nanoTime() > deadline || stage.committed(stream.group()) >= backlog);
            }
        }
    }

    /**
     * Returns the images a second of so many instances together, each with the threads that the settings say, beginning with
     * the first image on the topic.
     */
    double imagesPerSecond(Variant variant, ProcessorSettings settings, int instances) throws InterruptedException {
        stage.deploy(variant);
        runs++;
        List<RunningStream> running = new ArrayList<>();
        try {
            for (int i = 0; i < instances; i++) {
                running.add(start(variant, settings, i));
            }
            return measure(running.get(0));
        } finally {
            running.forEach(RunningStream::close);
        }
    }

    /** Returns the images a second of the loop in Python, beginning with the first image on the topic. */
    double imagesPerSecond(PythonLoop loop, PythonLoop.Decoding decoding, ProcessorSettings settings)
            throws InterruptedException {
        String group = stage.topics().prefix() + "python-" + ++runs;
        try (var stream = loop.start(stage, settings.withApplicationId(group), decoding)) {
            return measure(stream);
        }
    }

    private RunningStream start(Variant variant, ProcessorSettings settings, int instance) throws InterruptedException {
        String group = stage.topics().prefix() + variant.text() + "-" + runs;
        return stage.start(variant, settings.withApplicationId(group).withInstance("bench-" + instance));
    }

    private double measure(RunningStream stream) throws InterruptedException {
        Mark first = nextCommit(stream, new Mark(0, 0));
        Thread.sleep(settling.toMillis());
        Mark start = nextCommit(stream, at(stream, first));
        Mark end = start;
        while (end.nanos - start.nanos < turn.toNanos()) {
            Mark next = nextCommit(stream, end);
            if (next.images >= backlog) {
                // When the last of them was done is not known.
                break;
            }
            end = next;
        }
        if (end.images == start.images) {
            throw new IllegalArgumentException("all of " + backlog
                    + " images were worked off before the time was up: give more with --images, or less --seconds");
        }
        return (end.images - start.images) * 1e9 / (end.nanos - start.nanos);
    }

    private Mark at(RunningStream stream, Mark before) {
        var mark = new Mark(stage.committed(stream.group()), System.nanoTime());
        return mark.images == before.images ? before : mark;
    }

    /** Returns the moment of the next commit after a mark; of this one if no more can follow. */
    private Mark nextCommit(RunningStream stream, Mark before) throws InterruptedException {
        var next = new Mark[] {before};
        Waiting.await("the next commit of " + stream.group(), stream::failure, () -> {
            next[0] = at(stream, before);
            return next[0].images > before.images || before.images >= backlog;
        });
        return next[0];
    }

    private record Mark(long images, long nanos) {}
}
