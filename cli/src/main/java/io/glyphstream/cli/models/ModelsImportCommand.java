package io.glyphstream.cli.models;

import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.ExitCode;
import io.glyphstream.cli.command.Failures;
import io.glyphstream.cli.command.KeyFiles;
import io.glyphstream.cli.command.OutputOptions;
import io.glyphstream.cli.command.Warnings;
import io.glyphstream.cli.kafka.CommandRights;
import io.glyphstream.cli.kafka.KafkaOptions;
import io.glyphstream.cli.terminal.Json;
import io.glyphstream.operations.JsonView;
import io.glyphstream.registry.InvalidModelException;
import io.glyphstream.registry.References;
import io.glyphstream.registry.deployments.DeploymentLog;
import io.glyphstream.registry.deployments.StreamFitPolicy;
import io.glyphstream.registry.publishing.ModelCatalog;
import io.glyphstream.registry.publishing.ModelFile;
import io.glyphstream.registry.publishing.ModelPublisher;
import io.glyphstream.registry.publishing.Publication;
import io.glyphstream.schemas.KafkaCluster;
import io.glyphstream.schemas.Topics;
import java.io.IOException;
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
            "Publishes a version that was exported to a file.",
            "It keeps its version, and with it its signature, if that comes after all versions that the model "
                    + "ever had here; otherwise it gets the next one, and must be signed again.",
            "It serves once it is promoted."
        },
        footer = {
            "",
            "Examples:",
            "  glyphstream models import mlp-2.glyphstream",
            "  glyphstream models import mlp-2.glyphstream --signing-key release.key"
        })
final class ModelsImportCommand implements Callable<Integer> {

    private final Environment environment;

    @Parameters(paramLabel = "FILE", description = "What glyphstream models export wrote.")
    private Path file = Path.of("");

    @Option(names = "--signing-key", paramLabel = "FILE", description = "Sign it with this private key.")
    private Optional<Path> key = Optional.empty();

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
        var model = read();
        var cluster = kafka.reachableCluster(
                CommandRights.IMPORT, model.manifest().getReference().getModel());
        var topics = kafka.topics();
        try (var display = environment.progressDisplay();
                var publisher = new ModelPublisher(cluster, topics, environment.clock(), signer)) {
            var publication = publisher.publish(model, (bytes, total) -> display.show("publishing", bytes, total));
            tell(model, publication, warnings(publication, cluster, topics));
        }
        return ExitCode.OK.value();
    }

    private ModelFile read() throws InvalidModelException {
        try {
            return ModelFile.read(file);
        } catch (IOException failed) {
            throw Failures.ofFile(file, failed, "Name a file that glyphstream models export wrote.");
        }
    }

    private List<String> warnings(Publication publication, KafkaCluster cluster, Topics topics) {
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

    private void tell(ModelFile model, Publication publication, List<String> warnings) {
        var manifest = publication.manifest();
        Warnings.print(environment, warnings);
        if (output.isJson()) {
            var facts = JsonView.of(manifest);
            facts.put("published", publication.isNew());
            facts.put("warnings", warnings);
            environment.out().println(Json.line(facts));
            return;
        }
        String name = References.text(manifest.getReference());
        environment
                .out()
                .println(publication.isNew() ? "published " + name : "unchanged: these bytes are " + name + " already");
        if (model.manifest().getSignature() != null && manifest.getSignature() == null) {
            environment
                    .err()
                    .println("Its signature was for "
                            + References.text(model.manifest().getReference())
                            + " and is left out. Sign it again: glyphstream models sign " + name
                            + " --signing-key FILE");
        }
    }
}
