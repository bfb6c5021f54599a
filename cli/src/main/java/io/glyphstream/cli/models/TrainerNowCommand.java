package io.glyphstream.cli.models;

import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.ExitCode;
import io.glyphstream.cli.command.Usage;
import io.glyphstream.cli.kafka.CommandRights;
import io.glyphstream.cli.kafka.KafkaOptions;
import io.glyphstream.learning.service.TrainingRequests;
import io.glyphstream.operations.AdminClients;
import io.glyphstream.registry.publishing.ModelDraft;
import io.glyphstream.schemas.kafka.TopicAdministration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code glyphstream trainer now}. */
@Command(
        name = "now",
        description = {
            "Asks the trainer of a model to train now.",
            "A trainer that does not run yet does it when it starts."
        },
        footer = {
            "",
            "Examples:",
            "  glyphstream trainer now",
            "  glyphstream trainer now --name knn --reason \"new cameras\""
        })
final class TrainerNowCommand implements Callable<Integer> {

    private final Environment environment;

    @Option(names = "--name", paramLabel = "NAME", defaultValue = "mlp", description = "Default: ${DEFAULT-VALUE}.")
    private String name = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it goes on record with the training.")
    private Optional<String> reason = Optional.empty();

    @Option(names = "--actor", paramLabel = "NAME", description = "Who asks. Without it, your user name.")
    private Optional<String> actor = Optional.empty();

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    TrainerNowCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        Usage.check(() -> {
            ModelDraft.checkName(name);
            return name;
        });
        var cluster = kafka.reachableCluster(CommandRights.TRAINER_NOW);
        try (var admin = AdminClients.open(cluster)) {
            new TopicAdministration(admin, kafka.topics()).checkForTrainer();
        }
        new TrainingRequests(cluster, kafka.topics(), environment.clock())
                .request(name, actor.orElse(environment.user()), reason.orElse("by hand"));
        environment.out().println("Asked the trainer of " + name + " to train now.");
        return ExitCode.OK.value();
    }
}
