package io.glyphstream.cli.models;

import io.glyphstream.cli.command.CommandException;
import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.ExitCode;
import io.glyphstream.cli.command.Usage;
import io.glyphstream.cli.images.DatasetOptions;
import io.glyphstream.model.Classifier;
import io.glyphstream.onnx.ImportedNetwork;
import io.glyphstream.onnx.InvalidOnnxException;
import io.glyphstream.onnx.OnnxImport;
import io.glyphstream.registry.publishing.ModelDraft;
import io.glyphstream.schemas.ClassNames;
import io.glyphstream.schemas.Digests;
import io.glyphstream.trainer.ForeignModel;
import io.glyphstream.trainer.report.MarkdownReport;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a network that another program trained becomes a model: its name, how it is read, and on what it is measured. */
final class ForeignOptions {

    @Option(names = "--name", paramLabel = "NAME", description = "ONNX: publish under this name.")
    private Optional<String> name = Optional.empty();

    @Option(names = "--actor", paramLabel = "NAME", description = "ONNX: who publishes. Without it, your user name.")
    private Optional<String> actor = Optional.empty();

    @Option(
            names = "--dataset",
            paramLabel = "NAME",
            description = "ONNX: measure it on the test images of mnist, digits, or a folder of IDX files.")
    private Optional<String> dataset = Optional.empty();

    @Option(
            names = "--class-names",
            paramLabel = "FILE",
            description =
                    "ONNX: what the classes are called: a text file with a line for each, in their order. Without it,"
                            + " as the file says, or as --dataset calls them.")
    private Optional<Path> classNames = Optional.empty();

    @Mixin
    private final OnnxOptions onnx = new OnnxOptions();

    @Mixin
    private final ThreadsOption threads = new ThreadsOption();

    @Mixin
    private final DatasetOptions data = new DatasetOptions();

    /** Refuses options that only a file of another program needs. */
    void requireNone(Path file) {
        boolean isGiven = name.isPresent() || actor.isPresent() || dataset.isPresent() || classNames.isPresent();
        if (isGiven || onnx.isGiven()) {
            throw Usage.mistake(
                    "--name, --actor, --dataset, --class-names and what --help marks with ONNX have no meaning for "
                            + file + ", which glyphstream exported with all of that");
        }
    }

    /** Returns the name to publish under. */
    String name(Path file) {
        String wanted = name.orElseThrow(() -> Usage.mistake("--name must say what to call the model in " + file));
        return Usage.check(() -> {
            ModelDraft.checkName(wanted);
            return wanted;
        });
    }

    String actor(Environment environment) {
        return actor.orElse(environment.user());
    }

    /** Returns what the classes are called: as the user says, the file, or the data set that it was measured on. */
    ClassNames classNames(ImportedNetwork imported, ForeignModel model, Environment environment) {
        if (classNames.isPresent()) {
            return ClassNamesFile.read(classNames.orElseThrow());
        }
        var measured = model.measured().map(ForeignModel.Measured::classNames).orElse(ClassNames.none());
        var defect = ClassNames.defect(imported.classNames());
        defect.ifPresent(why -> environment.err().println("The names of classes in the file are left out: " + why));
        if (defect.isPresent() || imported.classNames().isEmpty()) {
            return measured;
        }
        var named = new ClassNames(imported.classNames());
        if (!measured.isEmpty() && !measured.equals(named)) {
            environment
                    .err()
                    .println("The file and the data set call the classes differently. The names are those of the file;"
                            + " what is right was counted by number.");
        }
        return named;
    }

    /** Measures a network, and tells what was taken for granted. */
    ForeignModel model(Path file, byte[] bytes, ImportedNetwork imported, Environment environment) {
        var network = imported.network();
        environment
                .err()
                .println("It takes images of " + network.input() + " in " + network.classes()
                        + " classes; its input is " + imported.scale()
                        + (onnx.isScaled() ? "." : ", which --input-scale, --mean and --std change."));
        imported.notes().forEach(environment.err()::println);
        var origin = new ForeignModel.Origin(
                String.valueOf(file.getFileName()), Digests.sha256(bytes), "onnx", settings(imported));
        if (dataset.isEmpty()) {
            return ForeignModel.of(network, origin);
        }
        return measured(network, origin, environment);
    }

    private ForeignModel measured(Classifier network, ForeignModel.Origin origin, Environment environment) {
        try (var display = environment.progressDisplay()) {
            var images = data.load(dataset.orElseThrow(), environment, display);
            return Usage.check(() -> ForeignModel.of(
                    network,
                    origin,
                    images,
                    threads.count(),
                    (done, total) -> display.show("measuring", done, total, "")));
        }
    }

    /** Reads the network in a file. */
    ImportedNetwork read(Path file, byte[] bytes) {
        var settings = onnx.settings();
        try {
            return OnnxImport.read(bytes, settings);
        } catch (InvalidOnnxException e) {
            throw new CommandException(ExitCode.NO_MODEL, file + ": " + e.getMessage(), "");
        }
    }

    private static Map<String, String> settings(ImportedNetwork imported) {
        var settings = new TreeMap<String, String>();
        settings.put("producer", imported.producer());
        settings.put("opset", String.valueOf(imported.operatorSet()));
        settings.put("output", imported.output());
        settings.put("input", imported.scale().toString());
        return settings;
    }

    /** Returns how good a model is, as a sentence. */
    static Optional<String> sentence(ForeignModel model) {
        return model.measured()
                .map(measured -> model.classifier().kind().name() + " on " + measured.dataset() + ": "
                        + MarkdownReport.accuracy(measured.confusion()));
    }
}
