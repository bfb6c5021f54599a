package io.glyphstream.cli.images;

import io.glyphstream.cli.command.CommandException;
import io.glyphstream.cli.command.ExitCode;
import io.glyphstream.cli.command.Usage;
import io.glyphstream.cli.kafka.CommandRights;
import io.glyphstream.cli.kafka.KafkaOptions;
import io.glyphstream.registry.References;
import io.glyphstream.registry.deployments.DeploymentLog;
import io.glyphstream.registry.publishing.ModelCatalog;
import io.glyphstream.schemas.ModelManifest;
import java.time.Clock;

/** Published versions, as they are typed. */
final class NamedModels {

    private static final String CHAMPION = "champion";

    private final KafkaOptions kafka;
    private final Clock clock;

    NamedModels(KafkaOptions kafka, Clock clock) {
        this.kafka = kafka;
        this.clock = clock;
    }

    /** Returns the manifest of {@code mlp@3}, of the newest version of {@code mlp}, or of the {@code champion}. */
    ModelManifest manifest(String typed) {
        var cluster = kafka.reachableCluster(CommandRights.READ_MODELS);
        var topics = kafka.topics();
        try (var catalog = new ModelCatalog(cluster, topics);
                var log = new DeploymentLog(cluster, topics, clock)) {
            return Usage.model(catalog, typed.equals(CHAMPION) ? champion(log) : typed);
        }
    }

    /** Returns the name of the champion. */
    static String champion(DeploymentLog log) {
        return log.current()
                .map(deployment -> deployment.getChampion())
                .map(References::text)
                .orElseThrow(() -> new CommandException(
                        ExitCode.NO_MODEL,
                        "there is no champion yet",
                        "Train one (glyphstream train mlp), or name a model with --snapshot FILE or --model NAME."));
    }
}
