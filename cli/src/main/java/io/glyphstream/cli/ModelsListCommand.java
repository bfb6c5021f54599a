package io.glyphstream.cli;

import io.glyphstream.registry.DeploymentLog;
import io.glyphstream.registry.ModelCatalog;
import io.glyphstream.schemas.Deployment;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.ModelReference;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code glyphstream models list}. */
@Command(
        name = "list",
        description = "Lists the published versions and which of them serve.",
        footer = {
            "",
            "Examples:",
            "  glyphstream models list",
            "  glyphstream models list --json | jq 'select(.role == \"champion\")'"
        })
final class ModelsListCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    ModelsListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var cluster = kafka.reachableCluster(CommandRights.READ_MODELS);
        var topics = kafka.topics();
        try (var catalog = new ModelCatalog(cluster, topics);
                var log = new DeploymentLog(cluster, topics, surroundings.clock())) {
            var current = log.current();
            var missing = Missing.in(current, catalog);
            print(catalog.manifests(), missing, current, log.retired());
            catalog.later().forEach(surroundings.err()::println);
            missing.forEach(reference -> surroundings.err().println(Missing.sentence(reference, topics)));
            if (!missing.isEmpty()) {
                surroundings.err().println(Missing.ADVICE);
            }
        }
        return ExitCode.OK.value();
    }

    private void print(
            List<ModelManifest> manifests,
            List<ModelReference> missing,
            Optional<Deployment> current,
            Set<ModelReference> retired) {
        if (output.isJson()) {
            for (ModelManifest manifest : manifests) {
                var facts = Facts.of(manifest);
                facts.put("role", role(manifest.getReference(), current, retired));
                facts.put("missing", false);
                surroundings.out().println(Json.line(facts));
            }
            for (ModelReference reference : missing) {
                var facts = Facts.of(reference);
                facts.put("role", role(reference, current, retired));
                facts.put("missing", true);
                surroundings.out().println(Json.line(facts));
            }
            return;
        }
        if (manifests.isEmpty() && missing.isEmpty()) {
            surroundings.err().println("There are no models yet. Train one: glyphstream train mlp");
            return;
        }
        var table = new TextTable("MODEL", "ROLE", "KIND", "HELD-OUT", "BYTES", "PUBLISHED", "SHA-256");
        for (ModelManifest manifest : manifests) {
            table.row(
                    Names.of(manifest.getReference()),
                    role(manifest.getReference(), current, retired),
                    manifest.getKind(),
                    Texts.percent(Names.heldOutAccuracy(manifest)),
                    Texts.number(manifest.getSize()),
                    Texts.instant(manifest.getPublishedAt()),
                    digest(manifest.getReference()));
        }
        for (ModelReference reference : missing) {
            table.row(Names.of(reference), role(reference, current, retired), "missing", "", "", "", digest(reference));
        }
        surroundings.out().print(table);
    }

    private static String digest(ModelReference reference) {
        return Digests.hex(reference.getSha256()).substring(0, 12);
    }

    static String role(ModelReference reference, Optional<Deployment> current, Set<ModelReference> retired) {
        if (current.map(Deployment::getChampion).filter(reference::equals).isPresent()) {
            return "champion";
        }
        if (current.map(Deployment::getChallengers)
                .filter(all -> all.contains(reference))
                .isPresent()) {
            return "challenger";
        }
        return retired.contains(reference) ? "retired" : "";
    }
}
