package io.glyphstream.cli;

import io.glyphstream.registry.DeploymentLog;
import io.glyphstream.registry.ModelCatalog;
import io.glyphstream.registry.ProcessorRegister;
import io.glyphstream.schemas.Deployment;
import io.glyphstream.schemas.HeldPartition;
import io.glyphstream.schemas.KafkaCluster;
import io.glyphstream.schemas.OpenTransactionException;
import io.glyphstream.schemas.OpenTransactions;
import io.glyphstream.schemas.ProcessorReport;
import io.glyphstream.schemas.ProcessorState;
import io.glyphstream.schemas.RejectedModel;
import io.glyphstream.schemas.Topic;
import io.glyphstream.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code glyphstream status}. */
@Command(
        name = "status",
        description = {
            "Shows who answers, which processors run, and what each serves.",
            "Shows what they refuse and why, and the open transactions that hold back what others may read of "
                    + "images, labels, models and deployments.",
            "The exit code is 0 if at least one processor runs and all of them serve what was decided last, else 1."
        },
        footer = {
            "",
            "Examples:",
            "  glyphstream status",
            "  glyphstream status --json | jq '.processors[] | {instance, status}'"
        })
final class StatusCommand implements Callable<Integer> {

    /** One report may be late. */
    private static final long QUIET_SECONDS = 7;

    private final Surroundings surroundings;

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    StatusCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var cluster = kafka.reachableCluster(CommandRights.STATUS);
        var topics = kafka.topics();
        var held = held(cluster, topics);
        requireReadable(held, topics);
        try (var log = new DeploymentLog(cluster, topics, surroundings.clock());
                var catalog = new ModelCatalog(cluster, topics);
                var register = new ProcessorRegister(cluster, topics, surroundings.clock())) {
            // A processor cannot serve a decision that is newer than what is read after its report.
            var reports = register.reports();
            var unread = register.unreadReports();
            var deployment = log.current();
            var missing = Missing.in(deployment, catalog);
            var missed = log.missedDecision();
            boolean good = missed.isEmpty() && unread.isEmpty() && isGood(deployment, reports);
            if (output.isJson()) {
                surroundings
                        .out()
                        .println(Json.line(Texts.facts(
                                "good", good,
                                "deployment", deployment.map(Facts::of).orElse(null),
                                "missedDecision", missed.orElse(null),
                                "missing", missing.stream().map(Facts::of).toList(),
                                "processors", reports.stream().map(this::facts).toList(),
                                "unreadReports", unread,
                                "held", held.stream().map(Facts::of).toList())));
            } else {
                print(deployment, reports, unread.keySet());
                unread.forEach((processor, reason) -> surroundings.out().println(processor + ": " + reason));
                missed.ifPresent(decision -> surroundings.out().println("What is in force is not known: " + decision));
                missing.forEach(reference -> surroundings.out().println(Missing.sentence(reference, topics)));
                if (!missing.isEmpty()) {
                    surroundings.err().println(Missing.ADVICE);
                }
                held.forEach(partition -> surroundings.out().println("held back: " + partition.text()));
            }
            return (good ? ExitCode.OK : ExitCode.FAILED).value();
        }
    }

    /** Returns the partitions of what processors read on which a transaction is open. */
    private static List<HeldPartition> held(KafkaCluster cluster, Topics topics) {
        var read = Stream.of(topics.images(), topics.labels(), topics.models(), topics.deployments());
        try (var admin = AdminClients.open(cluster)) {
            return new OpenTransactions(admin).find(read.map(Topic::name).toList());
        }
    }

    /** Nobody can tell what is in force while the end of deployments is hidden. */
    private static void requireReadable(List<HeldPartition> held, Topics topics) {
        held.stream()
                .filter(partition ->
                        partition.topic().equals(topics.deployments().name()))
                .findFirst()
                .ifPresent(partition -> {
                    throw new OpenTransactionException(partition);
                });
    }

    private static boolean isGood(Optional<Deployment> deployment, List<ProcessorReport> reports) {
        long decided = deployment.map(Deployment::getSequence).orElse(0L);
        return !reports.isEmpty()
                && reports.stream()
                        .allMatch(report ->
                                report.getState() == ProcessorState.RUNNING && report.getDeployment() == decided)
                && deployment
                        .map(Deployment::getChampion)
                        .map(champion -> reports.stream().allMatch(report -> champion.equals(report.getChampion())))
                        .orElse(true);
    }

    private void print(Optional<Deployment> deployment, List<ProcessorReport> reports, Set<String> unread) {
        var out = surroundings.out();
        out.println(
                deployment.map(Texts::sentence).orElse("Nothing was promoted yet: glyphstream models promote MODEL"));
        if (reports.isEmpty() && !unread.isEmpty()) {
            return;
        }
        if (reports.isEmpty()) {
            out.println("No processor is running. Start one: glyphstream process");
            return;
        }
        out.println();
        var table =
                new TextTable("PROCESSOR", "STATE", "DEPLOYMENT", "CHAMPION", "STARTED", "RELEASE", "REPORTED", "HTTP");
        for (var report : reports) {
            table.row(
                    name(report),
                    Choice.text(report.getState()),
                    report.getDeployment() == 0 ? "none" : "#" + report.getDeployment(),
                    report.getChampion() == null ? "none" : Names.of(report.getChampion()),
                    Texts.instant(report.getStartedAt()),
                    report.getRelease().isEmpty() ? "unknown" : report.getRelease(),
                    age(report) + " s ago",
                    Objects.requireNonNullElse(report.getAddress(), "none"));
        }
        out.print(table);
        reports.forEach(report -> remark(report, deployment));
        rejections(reports)
                .forEach((finding, count) ->
                        out.println("refused by " + Texts.count(count, "processor") + ": " + finding));
    }

    /** What is as it should be needs no remark. */
    private void remark(ProcessorReport report, Optional<Deployment> deployment) {
        boolean elsewhere = report.getDeployment()
                != deployment.map(Deployment::getSequence).orElse(0L);
        if (report.getState() != ProcessorState.RUNNING || elsewhere) {
            surroundings.out().println(name(report) + ": " + status(report));
        }
        if (report.getState() != ProcessorState.FAILED && age(report) > QUIET_SECONDS) {
            surroundings
                    .out()
                    .println(name(report) + ": no report for " + age(report)
                            + " s, where one comes every 5 s: it may have died, or cannot reach Kafka");
        }
        warnings(report).forEach(warning -> surroundings.out().println("warning by " + name(report) + ": " + warning));
    }

    private static Map<String, Long> rejections(List<ProcessorReport> reports) {
        var findings = new TreeMap<String, Long>();
        for (var report : reports) {
            for (RejectedModel rejected : report.getRejected()) {
                findings.merge(Names.of(rejected.getModel()) + ": " + rejected.getReason(), 1L, Long::sum);
            }
        }
        return findings;
    }

    /** The first line of what a processor says is how it is; each that follows is a warning. */
    static String status(ProcessorReport report) {
        return report.getStatus().lines().findFirst().orElse("");
    }

    private static List<String> warnings(ProcessorReport report) {
        return report.getStatus().lines().skip(1).toList();
    }

    /** Returns how many seconds ago the report was made; clocks may differ, so none is made in the future. */
    private long age(ProcessorReport report) {
        return Math.max(
                0,
                Duration.between(report.getReportedAt(), surroundings.clock().instant())
                        .toSeconds());
    }

    private static String name(ProcessorReport report) {
        return report.getApplicationId() + "/" + report.getInstance();
    }

    private Map<String, @Nullable Object> facts(ProcessorReport report) {
        return Texts.facts(
                "applicationId", report.getApplicationId(),
                "instance", report.getInstance(),
                "state", Choice.text(report.getState()),
                "status", status(report),
                "release", report.getRelease(),
                "warnings", warnings(report),
                "deployment", report.getDeployment(),
                "champion", report.getChampion() == null ? null : Facts.of(report.getChampion()),
                "challengers", report.getChallengers().stream().map(Facts::of).toList(),
                "rejected",
                        report.getRejected().stream().map(StatusCommand::facts).toList(),
                "address", report.getAddress(),
                "startedAt", report.getStartedAt().toString(),
                "reportedAt", report.getReportedAt().toString(),
                "reportAgeSeconds", age(report));
    }

    private static Map<String, @Nullable Object> facts(RejectedModel rejected) {
        var facts = Facts.of(rejected.getModel());
        facts.put("reason", rejected.getReason());
        return facts;
    }
}
