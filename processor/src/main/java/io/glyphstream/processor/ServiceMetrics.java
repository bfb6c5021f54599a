package io.glyphstream.processor;

import io.glyphstream.http.Exposition;
import io.glyphstream.model.Classifier;
import io.glyphstream.processor.resume.ImageLag;
import io.glyphstream.processor.resume.Input;
import io.glyphstream.processor.resume.RemovedRecords;
import io.glyphstream.processor.status.ClockWatch;
import io.glyphstream.registry.following.ModelFollower;

/** The metrics that say how a processor is at this moment. */
final class ServiceMetrics {
    private ServiceMetrics() {}

    /** Adds what retention removed before it was read. */
    static void addLosses(Exposition exposition, RemovedRecords removed) {
        lost("glyphstream_images_lost_to_retention_total", Input.IMAGES, exposition, removed);
        lost("glyphstream_labels_lost_to_retention_total", Input.LABELS, exposition, removed);
    }

    private static void lost(String name, Input input, Exposition exposition, RemovedRecords removed) {
        exposition.counted(
                name, "Offsets that the topic's retention removed before they were read.", () -> removed.count(input));
    }

    static void add(
            Exposition exposition,
            ImageProcessor processor,
            ModelFollower<Classifier> follower,
            ClockWatch clockWatch,
            ImageLag lag) {
        exposition.addVirtualMachine();
        exposition.gauge(
                "glyphstream_ready",
                "1 while it answers images, as /readyz says; otherwise 0.",
                () -> processor.status().isRunning() ? 1 : 0);
        exposition.gauge(
                "glyphstream_models_followed",
                "1 while new deployments are seen, 0 while they cannot be read.",
                () -> follower.status().follows() ? 1 : 0);
        exposition.gauge(
                "glyphstream_deployments_missed",
                "1 once a decision was met that a later release wrote: this processor must be upgraded.",
                () -> follower.missedDecision().isPresent() ? 1 : 0);
        exposition.gauge(
                "glyphstream_models_followed_age_seconds",
                "Time since the topics of models and deployments were last read without a failure.",
                () -> follower.age().toMillis() / 1000.0);
        exposition.gauge(
                "glyphstream_clock_ahead_seconds",
                "How far this machine's clock is ahead of the brokers', at least; negative if behind.",
                clockWatch::secondsAhead);
        exposition.gauges(
                "glyphstream_lag_images",
                "Images that wait for an answer, in each partition that this processor has.",
                gauges -> lag.forEach((partition, images) -> gauges.call(images, Integer.toString(partition))),
                "partition");
    }
}
