package io.glyphstream.cli.models;

import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.ExitCode;
import io.glyphstream.cli.command.Failures;
import io.glyphstream.cli.command.KeyFiles;
import io.glyphstream.cli.command.OutputOptions;
import io.glyphstream.cli.command.Usage;
import io.glyphstream.cli.command.Warnings;
import io.glyphstream.cli.kafka.CommandRights;
import io.glyphstream.cli.kafka.KafkaOptions;
import io.glyphstream.cli.terminal.Json;
import io.glyphstream.onnx.OnnxImport;
import io.glyphstream.operations.JsonView;
import io.glyphstream.registry.InvalidModelException;
import io.glyphstream.registry.References;
import io.glyphstream.registry.SigningKey;
import io.glyphstream.registry.deployments.DeploymentLog;
import io.glyphstream.registry.deployments.StreamFitPolicy;
import io.glyphstream.registry.publishing.ModelCatalog;
import io.glyphstream.registry.publishing.ModelFile;
import io.glyphstream.registry.publishing.ModelPublisher;
import io.glyphstream.registry.publishing.Publication;
import io.glyphstream.registry.publishing.PublishListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code glyphstream models import}. */
@Command(
        name = "import",
        description = {
            "Publishes an exported version, or a network in ONNX's format.",
            "An exported version keeps its number, and with it its signature, if that comes after all versions that "
                    + "the model ever had here; otherwise it gets the next one, and must be signed again.",
            "A network of another program needs a name, and becomes the next version under it.",
            "It serves once it is promoted."
        },
        footer = {
            "",
            "Examples:",
            "  glyphstream models import mlp-2.glyphstream",
            "  glyphstream models import mlp-2.glyphstream --signing-key release.key",
            "  glyphstream models import net.onnx --name lenet --mean 0.1307 --std 0.3081",
            "  glyphstream models import zoo.onnx --name zoo --input-scale 1 --softmax"
        })
final class ModelsImportCommand implements Callable<Integer> {

    private static final String ADVICE = "Name a file that glyphstream models export wrote, or one in ONNX's format.";

    private final Environment environment;

    @Parameters(
            paramLabel = "FILE",
            description = "What glyphstream models export wrote, or a network in ONNX's format.")
    private Path file = Path.of("");

    @Option(names = "--signing-key", paramLabel = "FILE", description = "Sign it with this private key.")
    private Optional<Path> key = Optional.empty();

    @Mixin
    private final ForeignOptions foreign = new ForeignOptions();

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    ModelsImportCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InvalidModelException {
        var signer = KeyFiles.signing(key);
        Optional<byte[]> onnx = onnx();
        if (onnx.isPresent()) {
            var name = foreign.name(file);
            var imported = foreign.read(file, onnx.get());
            var model = foreign.model(file, onnx.get(), imported, environment);
            var names = foreign.classNames(imported, model, environment);
            var draft = Usage.check(() -> model.draft(name, names, foreign.actor(environment)));
            var publication = publish(
                    name, signer, (publisher, listener) -> publisher.publish(draft, model.snapshot(), listener));
            tell(publication, ForeignOptions.sentence(model));
            return ExitCode.OK.value();
        }
        var model = read();
        foreign.requireNone(file);
        var reference = model.manifest().getReference();
        var publication =
                publish(reference.getModel(), signer, (publisher, listener) -> publisher.publish(model, listener));
        tell(publication, Optional.empty());
        if (!output.isJson()
                && model.manifest().getSignature() != null
                && publication.manifest().getSignature() == null) {
            String name = References.text(publication.manifest().getReference());
            environment
                    .err()
                    .println("Its signature was for " + References.text(reference)
                            + " and is left out. Sign it again: glyphstream models sign " + name
                            + " --signing-key FILE");
        }
        return ExitCode.OK.value();
    }

    private Publication publish(String name, Optional<SigningKey> signer, Publishing publishing) {
        var cluster = kafka.reachableCluster(CommandRights.IMPORT, name);
        try (var display = environment.progressDisplay();
                var publisher = new ModelPublisher(cluster, kafka.topics(), environment.clock(), signer)) {
            return publishing.publish(publisher, (bytes, total) -> display.show("publishing", bytes, total));
        }
    }

    /** One way to publish. */
    @FunctionalInterface
    private interface Publishing {
        Publication publish(ModelPublisher publisher, PublishListener listener);
    }

    /** Returns the bytes of the file if they are in ONNX's format. */
    private Optional<byte[]> onnx() {
        try {
            long size = Files.isRegularFile(file) ? Files.size(file) : 0;
            if (size == 0 || size > OnnxImport.MOST_BYTES) {
                return Optional.empty();
            }
            byte[] bytes = Files.readAllBytes(file);
            return ModelFile.isOne(bytes) || !OnnxImport.isOne(bytes) ? Optional.empty() : Optional.of(bytes);
        } catch (IOException failed) {
            throw Failures.ofFile(file, failed, ADVICE);
        }
    }

    private ModelFile read() throws InvalidModelException {
        try {
            return ModelFile.read(file);
        } catch (IOException failed) {
            throw Failures.ofFile(file, failed, ADVICE);
        }
    }

    private List<String> warnings(Publication publication) {
        var cluster = kafka.cluster();
        var topics = kafka.topics();
        var policy = new StreamFitPolicy(cluster, topics, environment.clock(), StreamFitPolicy.Insistence.REFUSE);
        try (var catalog = new ModelCatalog(cluster, topics);
                var log = new DeploymentLog(cluster, topics, environment.clock())) {
            var champion = log.current()
                    .flatMap(deployment -> Optional.ofNullable(deployment.getChampion()))
                    .flatMap(catalog::find);
            policy.published(publication.manifest(), champion);
        }
        return policy.warnings();
    }

    private void tell(Publication publication, Optional<String> accuracy) {
        var manifest = publication.manifest();
        var warnings = warnings(publication);
        Warnings.print(environment, warnings);
        if (output.isJson()) {
            var facts = JsonView.of(manifest);
            facts.put("published", publication.isNew());
            facts.put("warnings", warnings);
            environment.out().println(Json.line(facts));
            return;
        }
        accuracy.ifPresent(environment.out()::println);
        String name = References.text(manifest.getReference());
        environment
                .out()
                .println(publication.isNew() ? "published " + name : "unchanged: these bytes are " + name + " already");
    }
}
