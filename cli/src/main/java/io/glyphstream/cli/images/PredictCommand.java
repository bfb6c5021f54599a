package io.glyphstream.cli.images;

import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.ExitCode;
import io.glyphstream.cli.command.Failures;
import io.glyphstream.cli.command.OutputOptions;
import io.glyphstream.cli.command.Usage;
import io.glyphstream.cli.kafka.CommandRights;
import io.glyphstream.cli.kafka.KafkaOptions;
import io.glyphstream.cli.terminal.HalfBlocks;
import io.glyphstream.cli.terminal.Json;
import io.glyphstream.datasets.DatasetPart;
import io.glyphstream.datasets.PixelImage;
import io.glyphstream.datasets.pictures.PictureConversion;
import io.glyphstream.datasets.pictures.Pictures;
import io.glyphstream.model.Classifier;
import io.glyphstream.model.InputShape;
import io.glyphstream.model.InvalidSnapshotException;
import io.glyphstream.model.Scores;
import io.glyphstream.model.Snapshots;
import io.glyphstream.operations.JsonView;
import io.glyphstream.producer.ImageSource;
import io.glyphstream.registry.InvalidModelException;
import io.glyphstream.registry.References;
import io.glyphstream.registry.deployments.DeploymentLog;
import io.glyphstream.registry.publishing.ModelCatalog;
import io.glyphstream.registry.publishing.ModelFile;
import io.glyphstream.schemas.ClassNames;
import io.glyphstream.schemas.ModelManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code glyphstream predict}. */
@Command(
        name = "predict",
        description = {
            "Names what pictures show, without a pipeline.",
            "By a model in a file, a published version, or the champion."
        },
        footer = {
            "",
            "Examples:",
            "  glyphstream predict seven.png                           by the champion",
            "  glyphstream predict --model knn@1 *.png --json",
            "  glyphstream predict --snapshot mlp.model mnist:test:17 --show",
            "  glyphstream predict --snapshot mlp-2.glyphstream seven.png   without Kafka"
        })
public final class PredictCommand implements Callable<Integer> {

    private final Environment environment;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = {"Picture files, folders,", "or images such as mnist:test:17."})
    private List<String> files = List.of();

    @Option(
            names = "--snapshot",
            paramLabel = "FILE",
            description = "The model, as glyphstream train --snapshot or glyphstream models export wrote it.")
    private Optional<Path> snapshot = Optional.empty();

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "A published version such as mlp@2. Without it, the champion.")
    private Optional<String> model = Optional.empty();

    @Option(names = "--show", description = "Draw the images as the model sees them.")
    private boolean show;

    @Mixin
    private final PictureOptions pictures = new PictureOptions();

    @Mixin
    private final FolderOptions folders = new FolderOptions();

    @Mixin
    private final DatasetOptions data = new DatasetOptions();

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    public PredictCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InvalidModelException, InvalidSnapshotException {
        Loaded loaded = load();
        ImageSource source;
        try (var display = environment.progressDisplay()) {
            var labels = folders.labels().withClassNames(loaded.classNames().names());
            source = new SourceNames(data, conversion(loaded), labels, environment, display)
                    .source(files, DatasetPart.TEST);
        }
        source.highestLabel().ifPresent(highest -> warn(highest, loaded));
        var exitCode = ExitCode.OK;
        for (int i = 0; i < source.size(); i++) {
            var answered = source.item(i).match(found -> answer(found, loaded), this::complain);
            exitCode = answered == ExitCode.OK ? exitCode : answered;
        }
        return exitCode.value();
    }

    private ExitCode complain(ImageSource.Item.Unusable unusable) {
        environment.err().println("glyphstream: " + unusable.reason());
        return ExitCode.BAD_DATA;
    }

    private void warn(int highestLabel, Loaded loaded) {
        int classes = loaded.classifier().classes();
        if (highestLabel >= classes) {
            environment
                    .err()
                    .println("label " + highestLabel + " cannot be answered: " + loaded.name() + " has " + classes
                            + " classes, and labels within [0, " + (classes - 1) + "]");
        }
    }

    private ExitCode answer(ImageSource.Item.Found found, Loaded loaded) {
        PixelImage image = fitted(found.image(), loaded.classifier());
        if (!takes(loaded.classifier(), image)) {
            environment
                    .err()
                    .println("glyphstream: " + found.origin() + " is an image of " + image.shape() + ", but "
                            + loaded.name() + " takes " + loaded.classifier().input());
            return ExitCode.BAD_DATA;
        }
        Scores scores = loaded.classifier().score(image.pixels(), 1);
        int label = scores.label(0);
        if (output.isJson()) {
            var facts = JsonView.object("image", found.origin(), "label", label);
            loaded.classNames().name(label).ifPresent(name -> facts.put("className", name));
            facts.put("confidence", scores.confidence(0));
            facts.put("truth", found.label().isPresent() ? found.label().getAsInt() : null);
            found.label().stream()
                    .boxed()
                    .flatMap(truth -> loaded.classNames().name(truth).stream())
                    .forEach(name -> facts.put("truthName", name));
            facts.put("outputs", scores.outputs(0));
            facts.put("model", loaded.name());
            environment.out().println(Json.line(facts));
            return ExitCode.OK;
        }
        var style = environment.terminal().showsOutput() ? HalfBlocks.Style.GRAY : HalfBlocks.Style.PLAIN;
        if (show) {
            HalfBlocks.lines(image, style).forEach(environment.out()::println);
        }
        environment
                .out()
                .println(String.format(
                        Locale.ROOT,
                        "%s: %s (%.1f %%)%s",
                        found.origin(),
                        loaded.classNames().text(label),
                        100 * scores.confidence(0),
                        found.label().isEmpty() || found.label().getAsInt() == label
                                ? ""
                                : " WRONG, is a "
                                        + loaded.classNames().text(found.label().getAsInt())));
        return ExitCode.OK;
    }

    private Loaded load() throws InvalidModelException, InvalidSnapshotException {
        if (snapshot.isPresent()) {
            if (model.isPresent()) {
                throw Usage.mistake("--snapshot and --model exclude each other");
            }
            return read(snapshot.get());
        }
        var cluster = kafka.reachableCluster(CommandRights.READ_MODELS);
        var topics = kafka.topics();
        try (var catalog = new ModelCatalog(cluster, topics);
                var log = new DeploymentLog(cluster, topics, environment.clock())) {
            ModelManifest manifest = Usage.model(catalog, model.orElseGet(() -> NamedModels.champion(log)));
            return Loaded.of(manifest, Snapshots.read(catalog.snapshot(manifest)));
        }
    }

    private static Loaded read(Path file) throws InvalidModelException {
        byte[] bytes = bytes(file);
        try {
            if (!ModelFile.isOne(bytes)) {
                return new Loaded(file.toString(), Snapshots.read(bytes), ClassNames.none(), Optional.empty());
            }
            var exported = ModelFile.parse(bytes);
            return Loaded.of(exported.manifest(), Snapshots.read(exported.snapshot()));
        } catch (InvalidModelException | InvalidSnapshotException damaged) {
            throw new InvalidModelException(file + ": " + damaged.getMessage());
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException failed) {
            throw Failures.ofFile(
                    file, failed, "Name a file that glyphstream models export or train --snapshot wrote.");
        }
    }

    private PictureConversion conversion(Loaded loaded) {
        InputShape input = loaded.classifier().input();
        return loaded.manifest()
                .map(manifest -> ModelPictures.conversion(manifest, pictures))
                .orElseGet(() -> pictures.conversion(loaded.name(), input.rows(), input.columns(), input.channels()));
    }

    private static PixelImage fitted(PixelImage image, Classifier classifier) {
        return !image.shape().isGray() || classifier.input().channels() != InputShape.GRAY || takes(classifier, image)
                ? image
                : PixelImage.of(Pictures.resize(image.channel(0), classifier.rows(), classifier.columns()));
    }

    private static boolean takes(Classifier classifier, PixelImage image) {
        return classifier.input().matches(image.rows(), image.columns(), image.channels());
    }

    /** A model, what it is called, what its classes are called, and its manifest where there is one. */
    private record Loaded(String name, Classifier classifier, ClassNames classNames, Optional<ModelManifest> manifest) {
        static Loaded of(ModelManifest manifest, Classifier classifier) {
            return new Loaded(
                    References.text(manifest.getReference()),
                    classifier,
                    ClassNames.of(manifest),
                    Optional.of(manifest));
        }
    }
}
