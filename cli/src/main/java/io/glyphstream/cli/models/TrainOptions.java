package io.glyphstream.cli.models;

import io.glyphstream.cli.command.Choice;
import io.glyphstream.cli.command.ForceOption;
import io.glyphstream.cli.command.KeyFiles;
import io.glyphstream.cli.command.NamedValue;
import io.glyphstream.cli.command.OutputOptions;
import io.glyphstream.cli.command.Usage;
import io.glyphstream.cli.images.DatasetOptions;
import io.glyphstream.cli.images.PictureOptions;
import io.glyphstream.cli.kafka.KafkaOptions;
import io.glyphstream.registry.SigningKey;
import io.glyphstream.registry.deployments.StreamFitPolicy.Insistence;
import io.glyphstream.schemas.ClassNames;
import io.glyphstream.trainer.release.Gate;
import io.glyphstream.trainer.release.NotPromoted;
import io.glyphstream.trainer.release.ReleaseOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all kinds of training have in common: the data, and what becomes of the model. */
final class TrainOptions {

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            converter = NamedValue.Converter.class,
            description = "Any other setting; a wrong name lists them all.")
    private List<NamedValue> settings = List.of();

    @Option(
            names = "--dataset",
            paramLabel = "NAME",
            defaultValue = "mnist",
            description = "mnist, digits (drawn by this program), a folder of IDX files, or a folder of pictures with a"
                    + " subfolder for each class. Default: ${DEFAULT-VALUE}.")
    private String dataset = "";

    @Option(
            names = "--class-names",
            paramLabel = "FILE",
            description = "What the classes are called: a text file with a line for each, in their order.")
    private Optional<Path> classNames = Optional.empty();

    @Mixin
    private final PictureOptions pictures = new PictureOptions();

    @Mixin
    private final ThreadsOption threads = new ThreadsOption();

    @Option(names = "--name", paramLabel = "NAME", description = "Publish under this name. Without it, the kind.")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--promote",
            paramLabel = "WHEN",
            description =
                    "Make it the champion: always, if-better (on the same test images), if-significant (better by more "
                            + "than chance), or never. "
                            + "Without it, if-better; with --shadow, never.")
    private Optional<String> promote = Optional.empty();

    @Mixin
    private final ForceOption force = new ForceOption();

    @Option(names = "--shadow", description = "If it does not become the champion, score it beside the champion.")
    private boolean shadow;

    @Option(names = "--no-publish", description = "Train and measure only; needs no Kafka.")
    private boolean unpublished;

    @Option(
            names = "--signing-key",
            paramLabel = "FILE",
            description = "Sign what is published with this private key, as glyphstream models keygen made it.")
    private Optional<Path> signingKey = Optional.empty();

    @Option(
            names = "--snapshot",
            paramLabel = "FILE",
            description = "Write the model to this file, for glyphstream predict.")
    private Optional<Path> snapshot = Optional.empty();

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Write the report to this file: Markdown, or JSON if it ends in .json.")
    private Optional<Path> report = Optional.empty();

    @Mixin
    private final DatasetOptions data = new DatasetOptions();

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    /** Returns what was set by name; the caller may add to it. */
    Map<String, String> settings() {
        return NamedValue.byName(settings);
    }

    String dataset() {
        return dataset;
    }

    /** Returns how pictures of a folder become images, as it was typed. */
    PictureOptions pictures() {
        return pictures;
    }

    DatasetOptions data() {
        return data;
    }

    /** Returns what the file says that classes are called, in their order, if one was named. */
    Optional<ClassNames> classNames() {
        return classNames.map(ClassNamesFile::read);
    }

    KafkaOptions kafka() {
        return kafka;
    }

    boolean isJson() {
        return output.isJson();
    }

    Insistence insistence() {
        return force.insistence();
    }

    boolean isPublished() {
        return !unpublished;
    }

    Optional<SigningKey> signingKey() {
        return KeyFiles.signing(signingKey);
    }

    Optional<Path> snapshot() {
        return snapshot;
    }

    Optional<Path> report() {
        return report;
    }

    int threads() {
        return threads.count();
    }

    ReleaseOrder order(String defaultName, String actor) {
        var gate = promote.map(typed -> Choice.of("--promote", typed, Gate.class))
                .orElse(shadow ? Gate.NEVER : Gate.IF_BETTER);
        var otherwise = shadow ? NotPromoted.CHALLENGES : NotPromoted.WAITS;
        return Usage.check(() -> new ReleaseOrder(name.orElse(defaultName), gate, otherwise, actor));
    }
}
