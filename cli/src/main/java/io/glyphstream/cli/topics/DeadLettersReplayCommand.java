package io.glyphstream.cli.topics;

import io.glyphstream.cli.command.CommandException;
import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.ExitCode;
import io.glyphstream.cli.command.OutputOptions;
import io.glyphstream.cli.command.Texts;
import io.glyphstream.cli.kafka.CommandRights;
import io.glyphstream.cli.kafka.KafkaOptions;
import io.glyphstream.cli.terminal.Json;
import io.glyphstream.operations.JsonView;
import io.glyphstream.operations.LetterRepair;
import io.glyphstream.operations.MissingModels;
import io.glyphstream.operations.Numbers;
import io.glyphstream.operations.ReadProgress;
import io.glyphstream.operations.Replay;
import io.glyphstream.registry.deployments.DeploymentLog;
import io.glyphstream.registry.publishing.ModelCatalog;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code glyphstream dead-letters replay}. */
@Command(
        name = "replay",
        description = {
            "Sends dead letters that can be answered by now as images again.",
            "Each is sent once, however often this is run. An image whose key is not its id is sent under " + "its id.",
            "The dead letters stay on their topic."
        },
        footer = {
            "",
            "Examples:",
            "  glyphstream dead-letters replay --dry-run",
            "  glyphstream dead-letters replay --resize --drop-labels"
        })
final class DeadLettersReplayCommand implements Callable<Integer> {

    private final Environment environment;

    @Option(names = "--resize", description = "Bring images of another size to the champion's.")
    private boolean resize;

    @Option(names = "--drop-labels", description = "Leave out labels that the champion does not know.")
    private boolean dropLabels;

    @Option(names = "--dry-run", description = "Only tell what would be done.")
    private boolean dryRun;

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    DeadLettersReplayCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        var cluster = kafka.reachableCluster(dryRun ? CommandRights.REPLAY_DRY_RUN : CommandRights.REPLAY);
        var topics = kafka.topics();
        var allowed = EnumSet.noneOf(LetterRepair.Change.class);
        if (resize) {
            allowed.add(LetterRepair.Change.RESIZE);
        }
        if (dropLabels) {
            allowed.add(LetterRepair.Change.DROP_LABEL);
        }
        var repair = new LetterRepair(topics.images(), champion(cluster, topics), allowed);
        var mode = dryRun ? Replay.Mode.ONLY_TELL : Replay.Mode.SEND;
        var result = new Replay(cluster, topics, repair).run(mode, ReadProgress.untold());
        if (output.isJson()) {
            environment.out().println(Json.line(JsonView.of(result, mode)));
            return ExitCode.OK.value();
        }
        environment
                .out()
                .println(Numbers.count(result.fedBack(), "dead letter") + (dryRun ? " can be" : "") + " sent again, "
                        + Numbers.format(result.before()) + " sent before, " + Numbers.format(result.left())
                        + " left");
        result.reasons().forEach(reason -> environment.err().println("left: " + reason));
        return ExitCode.OK.value();
    }

    private ModelManifest champion(KafkaCluster cluster, Topics topics) {
        try (var log = new DeploymentLog(cluster, topics, environment.clock());
                var catalog = new ModelCatalog(cluster, topics)) {
            var champion = log.current()
                    .flatMap(deployment -> Optional.ofNullable(deployment.getChampion()))
                    .orElseThrow(() -> new CommandException(
                            ExitCode.NO_MODEL,
                            "no processor could answer what is replayed: no model is promoted",
                            "Promote one: glyphstream models promote NAME@VERSION"));
            return catalog.find(champion)
                    .orElseThrow(() -> new CommandException(
                            ExitCode.NO_MODEL, MissingModels.sentence(champion, topics), Texts.MISSING_MODELS_ADVICE));
        }
    }
}
