package io.glyphstream.benchmarks;

import io.glyphstream.processor.ProcessorSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures how many images a second a contestant works off while there are always more.
 *
 * <p>What counts is what the group has committed, between two commits: all of its answers are visible by then, and nobody else
 * has to read them.
 */
final class BacklogMeter {

    private final PipelineStage stage;
    private final long backlog;
    private final Duration warmUp;
    private final Duration turn;
    private int runs;

    /** @param backlog how many images lie on the topic */
    BacklogMeter(PipelineStage stage, long backlog, Duration warmUp, Duration turn) {
        this.stage = stage;
        this.backlog = backlog;
        this.warmUp = warmUp;
        this.turn = turn;
    }

    /**
     * Returns the images a second of so many instances together, each with the threads that the settings say, beginning with
     * the first image on the topic.
     */
    double imagesPerSecond(Contestant contestant, ProcessorSettings settings, int instances)
            throws InterruptedException {
        stage.deploy(contestant);
        String group = stage.topics().prefix() + contestant.text() + "-" + ++runs;
        List<RunningStream> running = new ArrayList<>();
        try {
            for (int i = 0; i < instances; i++) {
                var named = settings.withApplicationId(group).withInstance("bench-" + i);
                running.add(stage.start(contestant, named));
            }
            return measure(running.get(0));
        } finally {
            running.forEach(RunningStream::close);
        }
    }

    private double measure(RunningStream stream) throws InterruptedException {
        Mark first = nextCommit(stream, new Mark(0, 0));
        Thread.sleep(warmUp.toMillis());
        Mark start = nextCommit(stream, at(stream, first));
        Thread.sleep(turn.toMillis());
        Mark end = nextCommit(stream, at(stream, start));
        return (end.images - start.images) * 1e9 / (end.nanos - start.nanos);
    }

    private Mark at(RunningStream stream, Mark before) {
        var mark = new Mark(stage.committed(stream.group()), System.nanoTime());
        if (mark.images >= backlog) {
            throw new IllegalArgumentException("all of " + backlog
                    + " images were worked off before the time was up: give more with --images, or less --seconds");
        }
        return mark.images == before.images ? before : mark;
    }

    /** Returns the moment of the next commit after a mark. */
    private Mark nextCommit(RunningStream stream, Mark before) throws InterruptedException {
        var next = new Mark[] {before};
        Patience.await("the next commit of " + stream.group(), stream::failure, () -> {
            next[0] = at(stream, before);
            return next[0].images > before.images;
        });
        return next[0];
    }

    private record Mark(long images, long nanos) {}
}
