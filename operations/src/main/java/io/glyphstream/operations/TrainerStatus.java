package io.glyphstream.operations;

import io.glyphstream.schemas.LaterReleaseException;
import io.glyphstream.schemas.RecordKeys;
import io.glyphstream.schemas.TrainerReport;
import io.glyphstream.schemas.TrainerState;
import io.glyphstream.schemas.TrainersReceiver;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the trainer services of a pipeline do.
 *
 * @param reports the newest report for each model, by the model's name
 * @param unreadReports why newest reports cannot be read, by the models' names: a later release wrote them
 * @param refusal why the user may not read what trainers tell, if so
 * @param at when they were read
 */
public record TrainerStatus(
        List<TrainerReport> reports, Map<String, String> unreadReports, Optional<String> refusal, Instant at) {

    private static final String REPORT = RecordKeys.trainerReport("");

    public TrainerStatus {
        reports = List.copyOf(reports);
        unreadReports = Collections.unmodifiableMap(new TreeMap<>(unreadReports));
    }

    /**
     * Reads how all is now. A pipeline of an earlier release has no topic of trainers, and a user may have no right to read it:
     * there are no reports then.
     */
    public static TrainerStatus read(KafkaCluster cluster, Topics topics, Clock clock) {
        var newest = new TreeMap<String, TrainerReport>();
        var unread = new TreeMap<String, String>();
        var refusal = TrainersTopic.read(cluster, topics, new TrainersReceiver() {
            @Override
            public void report(TrainerReport report) {
                unread.remove(report.getModel());
                newest.put(report.getModel(), report);
            }

            @Override
            public void later(String key, LaterReleaseException why) {
                if (key.startsWith(REPORT)) {
                    var model = key.substring(REPORT.length());
                    newest.remove(model);
                    unread.put(model, String.valueOf(why.getMessage()));
                }
            }
        });
        return new TrainerStatus(List.copyOf(newest.values()), unread, refusal, clock.instant());
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
