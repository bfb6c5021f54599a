package io.glyphstream.cli;

import io.glyphstream.registry.DeploymentLog;
import io.glyphstream.registry.ModelCatalog;
import io.glyphstream.registry.ModelRetention;
import io.glyphstream.registry.Removal;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.ModelReference;
import java.util.ArrayList;
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

    private final Surroundings surroundings;

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

    ModelsPruneCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (keep < 1) {
            throw Usage.mistake("--keep must be at least 1 but was " + keep);
        }
        var cluster = kafka.reachableCluster(isDryRun ? CommandRights.READ_MODELS : CommandRights.PRUNE);
        var topics = kafka.topics();
        try (var retention = new ModelRetention(cluster, topics);
                var catalog = new ModelCatalog(cluster, topics);
                var log = new DeploymentLog(cluster, topics, surroundings.clock())) {
            List<ModelReference> expired = retention.expired(keep);
            if (isDryRun) {
                var removable = new ArrayList<>(removable(catalog, log));
                removable.addAll(expired);
                sayIfNone(removable);
                removable.forEach(reference -> surroundings.out().println("would remove " + Names.of(reference)));
                return ExitCode.OK.value();
            }
            expired.forEach(reference -> log.retire(reference, surroundings.user(), reason));
            var removable = removable(catalog, log);
            sayIfNone(removable);
            removable.forEach(reference -> print(retention.remove(reference)));
        }
        return ExitCode.OK.value();
    }

    /** The retired versions that are still there: those of now, and those that were retired by hand. */
    private static List<ModelReference> removable(ModelCatalog catalog, DeploymentLog log) {
        var retired = log.retired();
        return catalog.manifests().stream()
                .map(ModelManifest::getReference)
                .filter(retired::contains)
                .toList();
    }

    private void sayIfNone(List<ModelReference> removable) {
        if (removable.isEmpty()) {
            surroundings
                    .err()
                    .println("Nothing to remove: every version is in service, or among the newest " + keep + ".");
        }
    }

    private void print(Removal removal) {
        if (output.isJson()) {
            var facts = Facts.of(removal.reference());
            facts.put("chunks", removal.chunks());
            facts.put("bytes", removal.bytes());
            surroundings.out().println(Json.line(facts));
            return;
        }
        surroundings
                .out()
                .println("removed " + Names.of(removal.reference()) + ": " + Texts.count(removal.chunks(), "chunk")
                        + ", " + Texts.count(removal.bytes(), "byte"));
    }
}
