package io.glyphstream.cli.models;

import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.ExitCode;
import io.glyphstream.cli.command.OutputOptions;
import io.glyphstream.cli.command.Usage;
import io.glyphstream.cli.kafka.CommandRights;
import io.glyphstream.cli.kafka.KafkaOptions;
import io.glyphstream.cli.terminal.Json;
import io.glyphstream.operations.JsonView;
import io.glyphstream.operations.ModelPruning;
import io.glyphstream.operations.Numbers;
import io.glyphstream.registry.References;
import io.glyphstream.registry.publishing.Removal;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.kafka.Rights;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code glyphstream models prune}. */
@Command(
        name = "prune",
        description = {
            "Retires all but the newest versions of each model.",
            "Takes the bytes of all retired versions off the topic. The space is free once the broker has compacted.",
            "Versions in service and the one that a rollback leads to stay."
        },
        footer = {
            "",
            "Examples:",
            "  glyphstream models prune --keep 10 --dry-run",
            "  glyphstream models prune --keep 10 --reason \"spring cleaning\""
        })
final class ModelsPruneCommand implements Callable<Integer> {

    private final Environment environment;

    @Option(
            names = "--keep",
            paramLabel = "N",
            required = true,
            description = "How many of the newest versions of each model to keep, at least 1.")
    private int keep;

    @Option(names = "--dry-run", description = "Say what would be removed, and do nothing.")
    private boolean isDryRun;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            defaultValue = "superseded",
            description = "Why; it goes on the log of deployments. Default: ${DEFAULT-VALUE}.")
    private String reason = "";

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    ModelsPruneCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        if (keep < 1) {
            throw Usage.mistake("--keep must be at least 1 but was " + keep);
        }
        var cluster = kafka.reachableCluster(isDryRun ? CommandRights.READ_MODELS : CommandRights.PRUNE);
        try (var pruning = new ModelPruning(cluster, kafka.topics(), environment.clock())) {
            if (isDryRun) {
                var planned = pruning.plan(keep);
                planned.forEach(reference -> environment.out().println("would remove " + References.text(reference)));
                sayIfNone(planned.size());
            } else {
                requireRights(pruning.plan(keep));
                sayIfNone(pruning.prune(keep, environment.user(), reason, this::print));
            }
        }
        return ExitCode.OK.value();
    }

    /** Asks for the transactional ids, too: which they are depends on the models that lose a version. */
    private void requireRights(List<ModelReference> planned) {
        var rights = Rights.none();
        for (var reference : planned) {
            rights = rights.and(CommandRights.PRUNE.of(kafka.topics(), reference.getModel()));
        }
        kafka.reachableCluster(rights);
    }

    private void sayIfNone(int removed) {
        if (removed == 0) {
            environment
                    .err()
                    .println("Nothing to remove: every version is in service, or among the newest " + keep + ".");
        }
    }

    private void print(Removal removal) {
        if (output.isJson()) {
            environment.out().println(Json.line(JsonView.of(removal)));
            return;
        }
        environment
                .out()
                .println("removed " + References.text(removal.reference()) + ": "
                        + Numbers.count(removal.chunks(), "chunk") + ", " + Numbers.count(removal.bytes(), "byte"));
    }
}
