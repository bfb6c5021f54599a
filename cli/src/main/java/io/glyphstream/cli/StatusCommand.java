package io.glyphstream.cli;

import io.glyphstream.cli.command.Choice;
import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.ExitCode;
import io.glyphstream.cli.command.OutputOptions;
import io.glyphstream.cli.command.Texts;
import io.glyphstream.cli.kafka.CommandRights;
import io.glyphstream.cli.kafka.KafkaOptions;
import io.glyphstream.cli.terminal.Json;
import io.glyphstream.cli.terminal.TextTable;
import io.glyphstream.operations.FleetStatus;
import io.glyphstream.operations.JsonView;
import io.glyphstream.operations.MissingModels;
import io.glyphstream.operations.Numbers;
import io.glyphstream.operations.ProcessorLag;
import io.glyphstream.operations.TrainerStatus;
import io.glyphstream.registry.References;
import io.glyphstream.schemas.ProcessorReport;
import io.glyphstream.schemas.TrainerState;
import io.glyphstream.schemas.kafka.Topics;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code glyphstream status}. */
@Command(
        name = "status",
        description = {
            "Shows who answers, which processors run, and what each serves.",
            "Shows what they refuse and why, and the open transactions that hold back what others may read of "
                    + "images, labels, models and deployments.",
            "Shows which partitions each reads, and the lag: how many images wait there.",
            "Shows what trainers do, and what they found.",
            "The exit code is 0 if at least one processor runs and all of them serve what was decided last, else 1."
        },
        footer = {
            "",
            "Examples:",
            "  glyphstream status",
            "  glyphstream status --json | jq '.processors[] | {instance, status}'"
        })
final class StatusCommand implements Callable<Integer> {

    private final Environment environment;

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    StatusCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        var cluster = kafka.reachableCluster(CommandRights.STATUS);
        var topics = kafka.topics();
        var fleet = FleetStatus.read(cluster, topics, environment.clock());
        var trainers = TrainerStatus.read(cluster, topics, environment.clock());
        if (output.isJson()) {
            var object = JsonView.of(fleet);
            object.put("trainers", JsonView.of(trainers));
            object.put("unreadTrainers", trainers.unreadReports());
            object.put("trainersRefused", trainers.refusal().orElse(null));
            environment.out().println(Json.line(object));
        } else {
            print(fleet, topics);
            print(trainers);
        }
        return (fleet.isGood() ? ExitCode.OK : ExitCode.FAILED).value();
    }

    private void print(FleetStatus fleet, Topics topics) {
        var out = environment.out();
        out.println(fleet.deployment()
                .map(Texts::sentence)
                .orElse("Nothing was promoted yet: glyphstream models promote MODEL"));
        printProcessors(fleet);
        fleet.unreadReports().forEach((processor, reason) -> out.println(processor + ": " + reason));
        fleet.missedDecision().ifPresent(decision -> out.println("What is in force is not known: " + decision));
        fleet.missing().forEach(reference -> out.println(MissingModels.sentence(reference, topics)));
        if (!fleet.missing().isEmpty()) {
            environment.err().println(Texts.MISSING_MODELS_ADVICE);
        }
        fleet.held().forEach(partition -> out.println("held back: " + partition.text()));
    }

    /** Those that were stopped are of no interest, but for those that nobody stopped. */
    private void print(TrainerStatus trainers) {
        trainers.unreadReports()
                .forEach((model, reason) -> environment.out().println("trainer of " + model + ": " + reason));
        trainers.refusal()
                .ifPresent(
                        reason -> environment.err().println("glyphstream: what trainers do is not shown: " + reason));
        for (var report : trainers.reports()) {
            if (report.getState() == TrainerState.STOPPED) {
                continue;
            }
            var name = "trainer of " + report.getModel() + " (" + report.getInstance() + ")";
            trainers.text(report).lines().forEach(line -> environment.out().println(name + ": " + line));
            if (!report.getDrift().getLast().isEmpty()) {
                environment.out().println(name + ": drift: " + report.getDrift().getLast());
            }
        }
    }

    private void printProcessors(FleetStatus fleet) {
        var out = environment.out();
        var reports = fleet.processors();
        if (reports.isEmpty()) {
            if (fleet.unreadReports().isEmpty()) {
                out.println("No processor is running. Start one: glyphstream process");
            }
            return;
        }
        out.println();
        var table = new TextTable(
                "PROCESSOR",
                "STATE",
                "DEPLOYMENT",
                "CHAMPION",
                "PARTITIONS",
                "LAG",
                "STARTED",
                "RELEASE",
                "REPORTED",
                "HTTP");
        for (var report : reports) {
            table.row(
                    FleetStatus.name(report),
                    Choice.text(report.getState()),
                    report.getDeployment() == 0 ? "none" : "#" + report.getDeployment(),
                    report.getChampion() == null ? "none" : References.text(report.getChampion()),
                    fleet.lag().of(report).map(StatusCommand::partitions).orElse("unknown"),
                    fleet.lag()
                            .of(report)
                            .map(share -> Numbers.format(share.images()))
                            .orElse("unknown"),
                    Texts.instant(report.getStartedAt()),
                    report.getRelease().isEmpty() ? "unknown" : report.getRelease(),
                    fleet.age(report).toSeconds() + " s ago",
                    Objects.requireNonNullElse(report.getAddress(), "none"));
        }
        out.print(table);
        reports.forEach(report -> remark(report, fleet));
        printLag(fleet);
        fleet.refusals()
                .forEach((refusal, count) ->
                        out.println("refused by " + Numbers.count(count, "processor") + ": " + refusal));
    }

    private void printLag(FleetStatus fleet) {
        var out = environment.out();
        var lag = fleet.lag();
        lag.most().ifPresent(name -> {
            var share = Objects.requireNonNull(lag.processors().get(name));
            var most = lag.processors().size() > 1 ? " lags most: " : " lags: ";
            out.println(
                    name + most + Numbers.count(share.images(), "image") + " behind in partitions " + share.ranges());
        });
        lag.unassigned()
                .forEach((application, share) -> out.println("no processor of " + application + " reads partitions "
                        + share.ranges() + " at the moment; " + Numbers.count(share.images(), "image") + " behind"));
        lag.unknown()
                .forEach((application, reason) -> environment
                        .err()
                        .println("glyphstream: how far " + application + " has come is not known: " + reason));
    }

    private static String partitions(ProcessorLag share) {
        return share.partitions().isEmpty() ? "none" : share.ranges();
    }

    /** What is as it should be needs no remark. */
    private void remark(ProcessorReport report, FleetStatus fleet) {
        var out = environment.out();
        var name = FleetStatus.name(report);
        if (!fleet.isAsDecided(report)) {
            out.println(name + ": " + FleetStatus.status(report));
        }
        if (fleet.isQuiet(report)) {
            out.println(name + ": no report for " + fleet.age(report).toSeconds()
                    + " s, where one comes every 5 s: it may have died, or cannot reach Kafka");
        }
        FleetStatus.warnings(report).forEach(warning -> out.println("warning by " + name + ": " + warning));
    }
}
