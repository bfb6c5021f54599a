package io.glyphstream.cli.models;

import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.ExitCode;
import io.glyphstream.cli.command.KeyFiles;
import io.glyphstream.cli.command.Usage;
import io.glyphstream.cli.kafka.CommandRights;
import io.glyphstream.cli.kafka.KafkaOptions;
import io.glyphstream.registry.InvalidModelException;
import io.glyphstream.registry.References;
import io.glyphstream.registry.publishing.ModelCatalog;
import io.glyphstream.registry.publishing.ModelPublisher;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code glyphstream models sign}. */
@Command(
        name = "sign",
        description = {
            "Signs a published version, after checking that it is whole.",
            "No byte of the model is sent again.",
            "To sign while publishing: glyphstream train --signing-key FILE."
        },
        footer = {"", "Examples:", "  glyphstream models sign mlp@2 --signing-key release.key"})
final class ModelsSignCommand implements Callable<Integer> {

    private final Environment environment;

    @Parameters(paramLabel = "MODEL", description = "mlp@2, or mlp for its newest version.")
    private String model = "";

    @Option(
            names = "--signing-key",
            paramLabel = "FILE",
            required = true,
            description = "The private key, as glyphstream models keygen made it.")
    private Path key = Path.of("");

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    ModelsSignCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InvalidModelException {
        var signer = KeyFiles.signing(key);
        var cluster = kafka.reachableCluster(CommandRights.SIGN, model.replaceFirst("@.*", ""));
        var topics = kafka.topics();
        try (var catalog = new ModelCatalog(cluster, topics);
                var publisher = new ModelPublisher(cluster, topics, environment.clock(), Optional.of(signer))) {
            var manifest = Usage.model(catalog, model);
            catalog.snapshot(manifest);
            publisher.sign(manifest.getReference());
            environment.out().println(References.text(manifest.getReference()) + " is signed");
        }
        return ExitCode.OK.value();
    }
}
