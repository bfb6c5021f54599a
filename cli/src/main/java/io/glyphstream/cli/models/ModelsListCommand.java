package io.glyphstream.cli.models;

import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.ExitCode;
import io.glyphstream.cli.command.OutputOptions;
import io.glyphstream.cli.command.Texts;
import io.glyphstream.cli.kafka.CommandRights;
import io.glyphstream.cli.kafka.KafkaOptions;
import io.glyphstream.cli.terminal.Json;
import io.glyphstream.cli.terminal.TextTable;
import io.glyphstream.operations.JsonView;
import io.glyphstream.operations.MissingModels;
import io.glyphstream.operations.ModelList;
import io.glyphstream.operations.Numbers;
import io.glyphstream.registry.References;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.ModelManifest;
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

    private static final int DIGITS_OF_DIGEST = 12;

    private final Environment environment;

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    ModelsListCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        var cluster = kafka.reachableCluster(CommandRights.READ_MODELS);
        var topics = kafka.topics();
        var list = ModelList.read(cluster, topics, environment.clock());
        if (output.isJson()) {
            list.versions().forEach(version -> environment.out().println(Json.line(JsonView.of(version))));
        } else {
            print(list);
        }
        list.unreadable().forEach(environment.err()::println);
        var missing = list.missing();
        missing.forEach(reference -> environment.err().println(MissingModels.sentence(reference, topics)));
        if (!missing.isEmpty()) {
            environment.err().println(Texts.MISSING_MODELS_ADVICE);
        }
        return ExitCode.OK.value();
    }

    private void print(ModelList list) {
        if (list.versions().isEmpty()) {
            environment.err().println("There are no models yet. Train one: glyphstream train mlp");
            return;
        }
        var table = new TextTable("MODEL", "ROLE", "KIND", "HELD-OUT", "BYTES", "PUBLISHED", "SHA-256");
        for (var version : list.versions()) {
            var manifest = version.manifest();
            table.row(
                    References.text(version.reference()),
                    version.role().text(),
                    manifest.map(ModelManifest::getKind).orElse("missing"),
                    manifest.flatMap(ModelList::heldOutAccuracy)
                            .map(Numbers::percent)
                            .orElse(""),
                    manifest.map(ModelManifest::getSize).map(Numbers::format).orElse(""),
                    manifest.map(ModelManifest::getPublishedAt)
                            .map(Texts::instant)
                            .orElse(""),
                    Digests.hex(version.reference().getSha256()).substring(0, DIGITS_OF_DIGEST));
        }
        environment.out().print(table);
    }
}
