package io.glyphstream.cli.topics;

import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.ExitCode;
import io.glyphstream.cli.command.OutputOptions;
import io.glyphstream.cli.command.Usage;
import io.glyphstream.cli.kafka.CommandRights;
import io.glyphstream.cli.kafka.KafkaOptions;
import io.glyphstream.cli.terminal.Json;
import io.glyphstream.operations.AdminClients;
import io.glyphstream.operations.JsonView;
import io.glyphstream.operations.Numbers;
import io.glyphstream.schemas.kafka.KafkaReply;
import io.glyphstream.schemas.kafka.TopicAdministration;
import io.glyphstream.schemas.kafka.TopicOutcome;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code glyphstream topics create}. */
@Command(
        name = "create",
        description = {
            "Creates missing topics, and corrects the settings of the others.",
            "May be repeated. Numbers of partitions are never changed; that is what topics grow is for."
        },
        footer = {
            "",
            "Examples:",
            "  glyphstream topics create",
            "  glyphstream topics create --partitions 16 -b kafka:9092"
        })
final class TopicsCreateCommand implements Callable<Integer> {

    private static final int USUAL_COPIES = 3;

    private final Environment environment;

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Option(
            names = "--partitions",
            defaultValue = "4",
            description = "How many partitions the images are spread over. Default: ${DEFAULT-VALUE}.")
    private int partitions;

    @Option(
            names = "--replication-factor",
            paramLabel = "N",
            description = "How many brokers keep a copy. Without it, 3, or as many as there are brokers.")
    private Optional<Short> replicationFactor = Optional.empty();

    TopicsCreateCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        try (var admin = AdminClients.open(kafka.reachableCluster(CommandRights.CREATE))) {
            var administration = new TopicAdministration(admin, kafka.topics());
            short copies = replicationFactor.isPresent() ? replicationFactor.get() : usualCopies(admin);
            var outcomes = Usage.check(() -> administration.create(partitions, copies));
            outcomes.forEach(outcome ->
                    environment.out().println(output.isJson() ? Json.line(facts(outcome)) : sentence(outcome)));
        }
        return ExitCode.OK.value();
    }

    private static short usualCopies(Admin admin) {
        return (short) Math.min(
                USUAL_COPIES, KafkaReply.of(admin.describeCluster().nodes()).size());
    }

    private static String sentence(TopicOutcome outcome) {
        return outcome.match(
                created -> "created    " + created.name() + " (" + Numbers.count(created.partitions(), "partition")
                        + ", " + Numbers.count(created.replicationFactor(), "copy") + ")",
                corrected -> "corrected  " + corrected.name() + " " + corrected.settings(),
                unchanged -> "unchanged  " + unchanged.name());
    }

    private static Map<String, ?> facts(TopicOutcome outcome) {
        return outcome.<Map<String, ?>>match(
                created -> JsonView.object(
                        "topic",
                        created.name(),
                        "outcome",
                        "created",
                        "partitions",
                        created.partitions(),
                        "replicationFactor",
                        created.replicationFactor()),
                corrected -> JsonView.object(
                        "topic", corrected.name(), "outcome", "corrected", "settings", corrected.settings()),
                unchanged -> JsonView.object("topic", unchanged.name(), "outcome", "unchanged"));
    }
}
