package io.glyphstream.processor;

import io.glyphstream.counting.LabelPlacement;
import io.glyphstream.processor.metrics.ProcessorMetrics;
import io.glyphstream.processor.resume.TaskInputs;
import io.glyphstream.processor.scoring.Decisions;
import io.glyphstream.processor.scoring.Polled;
import io.glyphstream.processor.scoring.Polls;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.Processor;

/**
 * The steps of the topology that know of more than their records.
 *
 * @param classify makes one {@link Classify} for each task
 * @param tally makes one {@link Tally} for each task
 * @param timestamps finds the time of images and labels
 * @param placement receives how many partitions there are
 */
record Steps(
        Supplier<Processor<byte[], Polled, byte[], Object>> classify,
        Supplier<Processor<byte[], Object, byte[], TallyOutput>> tally,
        BoundedTimestamps timestamps,
        LabelPlacement placement) {
    /**
     * Returns the steps of one processor.
     *
     * @param labelTimeToLive how long an image waits for its label, and a label for its image; zero not at all
     */
    static Steps of(
            TaskInputs inputs, Duration labelTimeToLive, Decisions decisions, Polls polls, ProcessorMetrics metrics) {
        var timestamps = new BoundedTimestamps(decisions.clock());
        var suspects = new SuspectRecords(metrics);
        var placement = new LabelPlacement();
        return new Steps(
                () -> new Classify(polls, inputs, timestamps, suspects, metrics),
                () -> new Tally(inputs, labelTimeToLive, placement, suspects, metrics),
                timestamps,
                placement);
    }
}
