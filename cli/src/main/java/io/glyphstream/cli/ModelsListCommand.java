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
        var cluster = kafka.reachableCluster();
        var topics = kafka.topics();
        try (var catalog = new ModelCatalog(cluster, topics);
                var log = new DeploymentLog(cluster, topics, surroundings.clock())) {
            print(catalog.manifests(), log.current(), log.retired());
        }
        return ExitCode.OK.value();
    }

    private void print(List<ModelManifest> manifests, Optional<Deployment> current, Set<ModelReference> retired) {
        if (output.isJson()) {
            for (ModelManifest manifest : manifests) {
                var facts = Facts.of(manifest);
                facts.put("role", role(manifest.getReference(), current, retired));
                surroundings.out().println(Json.line(facts));
            }
            return;
        }
        if (manifests.isEmpty()) {
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
                    Digests.hex(manifest.getReference().getSha256()).substring(0, 12));
        }
        surroundings.out().print(table);
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
