package io.glyphstream.operations;

import io.glyphstream.schemas.KafkaCluster;
import io.glyphstream.schemas.Topics;
import io.glyphstream.schemas.TrainerReport;
import io.glyphstream.schemas.TrainerState;
import io.glyphstream.schemas.TrainersReceiver;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/**
 * What the trainer services of a pipeline do.
 *
 * @param reports the newest report for each model, by the model's name
 * @param at when they were read
 */
public record TrainerStatus(List<TrainerReport> reports, Instant at) {

    public TrainerStatus {
        reports = List.copyOf(reports);
    }

    /**
     * Reads how all is now. A pipeline of an earlier release has no topic of trainers, and a user may have no right to read it:
     * there are no reports then.
     */
    public static TrainerStatus read(KafkaCluster cluster, Topics topics, Clock clock) {
        var newest = new TreeMap<String, TrainerReport>();
        TrainersTopic.read(cluster, topics, new TrainersReceiver() {
            @Override
            public void report(TrainerReport report) {
                newest.put(report.getModel(), report);
            }
        });
        return new TrainerStatus(List.copyOf(newest.values()), clock.instant());
    }

    /** Returns how long ago a report was made; clocks may differ, so none is made in the future. */
    public Duration age(TrainerReport report) {
        return FleetStatus.age(report.getReportedAt(), at);
    }

    /** Returns true if a trainer was stopped, or has not reported for longer than it should. */
    public boolean isGone(TrainerReport report) {
        return report.getState() == TrainerState.STOPPED || age(report).toMillis() > report.getValidMillis();
    }

    /** Returns what a trainer does, in words. */
    public String text(TrainerReport report) {
        if (report.getState() == TrainerState.STOPPED) {
            return "stopped";
        }
        return isGone(report)
                ? "no report for " + age(report).toSeconds() + " s: it was killed, or cannot reach Kafka"
                : report.getStatus();
    }
}
