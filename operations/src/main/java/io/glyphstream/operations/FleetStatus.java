package io.glyphstream.operations;

import io.glyphstream.registry.References;
import io.glyphstream.schemas.Deployment;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.ProcessorReport;
import io.glyphstream.schemas.ProcessorState;
import io.glyphstream.schemas.RecordKeys;
import io.glyphstream.schemas.RejectedModel;
import io.glyphstream.schemas.kafka.HeldPartition;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.OpenTransactionException;
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
 * Who answers, which processors run, and what each serves.
 *
 * @param deployment the decision in force; empty before the first
 * @param missedDecision why what is in force is not known, if it is not: a later release decided it
 * @param missing the versions that are to serve but are not on the models topic
 * @param processors the newest report of each processor
 * @param unreadReports why reports cannot be read, by their processors' names
 * @param held the partitions of images, labels, models and deployments on which a transaction is open
 * @param lag which processor reads what, and how many images wait there
 * @param at when it was read
 */
public record FleetStatus(
        Optional<Deployment> deployment,
        Optional<String> missedDecision,
        List<ModelReference> missing,
        List<ProcessorReport> processors,
        Map<String, String> unreadReports,
        List<HeldPartition> held,
        FleetLag lag,
        Instant at) {

    /** A report comes every 5 s; one may be late. */
    private static final Duration QUIET = Duration.ofSeconds(7);

    public FleetStatus {
        missing = List.copyOf(missing);
        processors = List.copyOf(processors);
        unreadReports = Collections.unmodifiableMap(new TreeMap<>(unreadReports));
        held = List.copyOf(held);
    }

    /**
     * Reads how all is now.
     *
     * @throws OpenTransactionException when a transaction is open on deployments: what is in force cannot be known then
     */
    public static FleetStatus read(KafkaCluster cluster, Topics topics, Clock clock) {
        try (var reader = new FleetReader(cluster, topics, clock)) {
            return reader.read();
        }
    }

    /** Returns true if at least one processor runs, and all of them serve what was decided last. */
    public boolean isGood() {
        return missedDecision.isEmpty()
                && unreadReports.isEmpty()
                && !processors.isEmpty()
                && processors.stream().allMatch(this::isAsDecided)
                && deployment
                        .map(Deployment::getChampion)
                        .map(champion -> processors.stream().allMatch(report -> champion.equals(report.getChampion())))
                        .orElse(true);
    }

    /** Returns true if a processor runs and serves the deployment in force. */
    public boolean isAsDecided(ProcessorReport report) {
        return report.getState() == ProcessorState.RUNNING
                && report.getDeployment()
                        == deployment.map(Deployment::getSequence).orElse(0L);
    }

    /** Returns how long ago a report was made; clocks may differ, so none is made in the future. */
    public Duration age(ProcessorReport report) {
        return age(report.getReportedAt(), at);
    }

    static Duration age(Instant reportedAt, Instant at) {
        var age = Duration.between(reportedAt, at);
        return age.isNegative() ? Duration.ZERO : age;
    }

    /** Returns true if a processor that has not failed has not reported for longer than it should. */
    public boolean isQuiet(ProcessorReport report) {
        return report.getState() != ProcessorState.FAILED && age(report).toSeconds() > QUIET.toSeconds();
    }

    /** Returns true if more images wait for this processor than for any other, and so many that it matters. */
    public boolean lagsMost(ProcessorReport report) {
        return lag.most().filter(name(report)::equals).isPresent();
    }

    /** Returns what processors refuse and why, and how many of them do. */
    public Map<String, Long> refusals() {
        var refusals = new TreeMap<String, Long>();
        for (var report : processors) {
            for (RejectedModel rejected : report.getRejected()) {
                refusals.merge(References.text(rejected.getModel()) + ": " + rejected.getReason(), 1L, Long::sum);
            }
        }
        return refusals;
    }

    /** Returns {@code application/instance}. */
    public static String name(ProcessorReport report) {
        return RecordKeys.processor(report.getApplicationId(), report.getInstance());
    }

    /** Returns how a processor says it is: the first line of its status, each further one is a warning. */
    public static String status(ProcessorReport report) {
        return report.getStatus().lines().findFirst().orElse("");
    }

    /** Returns what an operator should know of a processor though it goes on. */
    public static List<String> warnings(ProcessorReport report) {
        return report.getStatus().lines().skip(1).toList();
    }
}
