package io.glyphstream.cli.models;

import io.glyphstream.cli.command.CommandException;
import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.ExitCode;
import io.glyphstream.cli.command.Usage;
import io.glyphstream.cli.kafka.CommandRights;
import io.glyphstream.cli.kafka.KafkaOptions;
import io.glyphstream.operations.Numbers;
import io.glyphstream.registry.InvalidModelException;
import io.glyphstream.registry.References;
import io.glyphstream.registry.publishing.ModelCatalog;
import io.glyphstream.registry.publishing.ModelFile;
import io.glyphstream.schemas.ModelManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code glyphstream models export}. */
@Command(
        name = "export",
        description = {
            "Writes a published version to one file.",
            "Checks that it is whole first. The file holds its manifest and signature, too.",
            "glyphstream predict takes the file without Kafka, glyphstream models import publishes it elsewhere."
        },
        footer = {
            "",
            "Examples:",
            "  glyphstream models export mlp@2                 writes mlp-2.glyphstream",
            "  glyphstream models export knn --output knn.model"
        })
final class ModelsExportCommand implements Callable<Integer> {

    private final Environment environment;

    @Parameters(paramLabel = "MODEL", description = "mlp@2, or mlp for its newest version.")
    private String model = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to. Without it, MODEL-VERSION.glyphstream here.")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--overwrite", description = "Replace the file if it is there.")
    private boolean isOverwriting;

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    ModelsExportCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InvalidModelException, IOException {
        try (var catalog = new ModelCatalog(kafka.reachableCluster(CommandRights.READ_MODELS), kafka.topics())) {
            var manifest = Usage.model(catalog, model);
            var target = file.orElseGet(() -> Path.of(fileName(manifest)));
            if (Files.exists(target) && !isOverwriting) {
                throw new CommandException(
                        ExitCode.FAILED, target + " is there already", "Choose another --output, or --overwrite it.");
            }
            write(ModelFile.of(manifest, catalog.snapshot(manifest)), target);
            environment
                    .err()
                    .println(References.text(manifest.getReference()) + " is in " + target + ", "
                            + Numbers.count(Files.size(target), "byte"));
        }
        return ExitCode.OK.value();
    }

    private static String fileName(ModelManifest manifest) {
        return manifest.getReference().getModel() + "-"
                + manifest.getReference().getVersion() + ".glyphstream";
    }

    /** Whole or not at all. */
    private static void write(ModelFile model, Path target) throws IOException {
        Path folder = Optional.ofNullable(target.toAbsolutePath().getParent()).orElseThrow();
        Path part = Files.createTempFile(folder, ".glyphstream-", ".part");
        try {
            try (var out = Files.newOutputStream(part)) {
                model.write(out);
            }
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
