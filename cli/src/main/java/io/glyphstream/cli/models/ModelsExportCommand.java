package io.glyphstream.cli.models;

import io.glyphstream.cli.command.Choice;
import io.glyphstream.cli.command.CommandException;
import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.ExitCode;
import io.glyphstream.cli.command.Usage;
import io.glyphstream.cli.kafka.CommandRights;
import io.glyphstream.cli.kafka.KafkaOptions;
import io.glyphstream.model.InvalidSnapshotException;
import io.glyphstream.model.Snapshots;
import io.glyphstream.onnx.OnnxExport;
import io.glyphstream.operations.Numbers;
import io.glyphstream.registry.InvalidModelException;
import io.glyphstream.registry.References;
import io.glyphstream.registry.publishing.ModelCatalog;
import io.glyphstream.registry.publishing.ModelFile;
import io.glyphstream.schemas.ClassNames;
import io.glyphstream.schemas.ModelManifest;
import java.io.IOException;
import java.io.OutputStream;
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
            "glyphstream predict takes the file without Kafka, glyphstream models import publishes it elsewhere.",
            "With --format onnx, the file is a network in ONNX's format instead, for other programs: it takes pixels of "
                    + "0 to 255 as floats, batch x channels x rows x columns."
        },
        footer = {
            "",
            "Examples:",
            "  glyphstream models export mlp@2                 writes mlp-2.glyphstream",
            "  glyphstream models export knn --output knn.model",
            "  glyphstream models export mlp@2 --format onnx   writes mlp-2.onnx"
        })
final class ModelsExportCommand implements Callable<Integer> {

    private final Environment environment;

    @Parameters(paramLabel = "MODEL", description = "mlp@2, or mlp for its newest version.")
    private String model = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to. Without it, MODEL-VERSION.glyphstream or .onnx here.")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "glyphstream",
            description = "glyphstream, or onnx for networks. Default: ${DEFAULT-VALUE}.")
    private String format = "";

    @Option(names = "--overwrite", description = "Replace the file if it is there.")
    private boolean isOverwriting;

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    ModelsExportCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InvalidModelException, InvalidSnapshotException, IOException {
        Format written = Choice.of("--format", format, Format.class);
        try (var catalog = new ModelCatalog(kafka.reachableCluster(CommandRights.READ_MODELS), kafka.topics())) {
            var manifest = Usage.model(catalog, model);
            var target = file.orElseGet(() -> Path.of(fileName(manifest, written)));
            if (Files.exists(target) && !isOverwriting) {
                throw new CommandException(
                        ExitCode.FAILED, target + " is there already", "Choose another --output, or --overwrite it.");
            }
            write(content(ModelFile.of(manifest, catalog.snapshot(manifest)), written), target);
            environment
                    .err()
                    .println(References.text(manifest.getReference()) + " is in " + target + ", "
                            + Numbers.count(Files.size(target), "byte"));
        }
        return ExitCode.OK.value();
    }

    private static String fileName(ModelManifest manifest, Format format) {
        return manifest.getReference().getModel() + "-"
                + manifest.getReference().getVersion() + "." + Choice.text(format);
    }

    private static Content content(ModelFile model, Format format) throws InvalidSnapshotException {
        return switch (format) {
            case GLYPHSTREAM -> model::write;
            case ONNX -> {
                var classifier = Snapshots.read(model.snapshot());
                var names = ClassNames.of(model.manifest()).names();
                byte[] bytes = Usage.check(() -> OnnxExport.write(classifier, names));
                yield out -> out.write(bytes);
            }
        };
    }

    /** Whole or not at all. */
    private static void write(Content content, Path target) throws IOException {
        Path folder = Optional.ofNullable(target.toAbsolutePath().getParent()).orElseThrow();
        Path part = Files.createTempFile(folder, ".glyphstream-", ".part");
        try {
            try (var out = Files.newOutputStream(part)) {
                content.write(out);
            }
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** What a file may be. */
    private enum Format {
        GLYPHSTREAM,
        ONNX
    }

    /** What is written. */
    @FunctionalInterface
    private interface Content {
        void write(OutputStream out) throws IOException;
    }
}
