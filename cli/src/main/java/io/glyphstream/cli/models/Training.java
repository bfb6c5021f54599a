package io.glyphstream.cli.models;

import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.ExitCode;
import io.glyphstream.cli.command.Failures;
import io.glyphstream.cli.command.Usage;
import io.glyphstream.cli.command.Warnings;
import io.glyphstream.cli.images.TrainingPictures;
import io.glyphstream.cli.kafka.CommandRights;
import io.glyphstream.cli.terminal.ProgressDisplay;
import io.glyphstream.datasets.Dataset;
import io.glyphstream.operations.AdminClients;
import io.glyphstream.operations.Numbers;
import io.glyphstream.producer.ManifestPreprocessing;
import io.glyphstream.registry.References;
import io.glyphstream.registry.SigningKey;
import io.glyphstream.registry.deployments.DeploymentLog;
import io.glyphstream.registry.deployments.StreamFitPolicy;
import io.glyphstream.registry.publishing.ModelCatalog;
import io.glyphstream.registry.publishing.ModelFile;
import io.glyphstream.registry.publishing.ModelPublisher;
import io.glyphstream.schemas.ClassNames;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.TopicAdministration;
import io.glyphstream.schemas.kafka.Topics;
import io.glyphstream.trainer.ModelSpec;
import io.glyphstream.trainer.ModelTrainer;
import io.glyphstream.trainer.TrainedModel;
import io.glyphstream.trainer.release.Gate;
import io.glyphstream.trainer.release.ModelRelease;
import io.glyphstream.trainer.release.NotPromoted;
import io.glyphstream.trainer.release.ReleaseOrder;
import io.glyphstream.trainer.release.ReleaseOutcome;
import io.glyphstream.trainer.report.JsonReport;
import io.glyphstream.trainer.report.MarkdownReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** What every {@code glyphstream train} does. */
final class Training {

    private final Environment environment;

    Training(Environment environment) {
        this.environment = environment;
    }

    /** Trains, measures, writes the files that were asked for, and publishes. */
    ExitCode run(ModelSpec spec, TrainOptions options) {
        int threads = options.threads();
        ReleaseOrder order = options.order(spec.defaultName(), environment.user());
        requirePlaceToPublish(options, order);
        Optional<SigningKey> key = options.signingKey();
        options.snapshot().ifPresent(file -> requirePlace("--snapshot", file));
        options.report().ifPresent(file -> requirePlace("--report", file));
        Optional<ClassNames> names = options.classNames();
        TrainedModel model;
        try (var display = environment.progressDisplay()) {
            var loaded = new TrainingPictures(environment, display, threads)
                    .load(options.dataset(), options.data(), options.pictures())
                    .called(names.map(ClassNames::names));
            requireFit(spec, loaded.dataset());
            model = train(new ModelTrainer(threads, environment.clock()), loaded, spec, display);
        }
        if (environment.interruption().isRequested()) {
            environment.err().println("Stopped: nothing was published.");
            return ExitCode.FAILED;
        }
        options.snapshot().ifPresent(file -> write(file, snapshot(model, order)));
        options.report().ifPresent(file -> write(file, report(model, file).getBytes(StandardCharsets.UTF_8)));
        Optional<Released> released =
                options.isPublished() ? Optional.of(release(model, order, threads, key, options)) : Optional.empty();
        print(model, released, options);
        return released.map(Released::exitCode).orElse(ExitCode.OK);
    }

    private TrainedModel train(
            ModelTrainer trainer, TrainingPictures.Loaded loaded, ModelSpec spec, ProgressDisplay display) {
        TrainedModel model = environment
                .interruption()
                .stopping(trainer::stop, () -> trainer.train(loaded.dataset(), spec, new TrainingDisplay(display)));
        return loaded.conversion()
                .map(conversion -> model.takingPictures(ManifestPreprocessing.of(conversion.preprocessing())))
                .orElse(model);
    }

    /** Finds out before the training whether a file can be written. */
    private static void requirePlace(String option, Path file) {
        if (Files.isDirectory(file)) {
            throw Usage.mistake(option + " must name a file but " + file + " is a folder");
        }
        Path folder = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), file);
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw Usage.mistake(option + " " + file + " cannot be written: there is no folder " + folder
                    + " that you may write to");
        }
    }

    /** Only the data tell whether some options have a meaning, such as a number of neighbors. */
    private static void requireFit(ModelSpec spec, Dataset dataset) {
        Usage.check(() -> {
            ModelTrainer.requireFit(dataset, spec);
            return spec;
        });
    }

    /** Checks before the training that the topics are there and the user may write to them. */
    private static void requirePlaceToPublish(TrainOptions options, ReleaseOrder order) {
        if (!options.isPublished()) {
            return;
        }
        try (var admin = AdminClients.open(options.kafka().reachableCluster(rights(order), order.model()))) {
            new TopicAdministration(admin, options.kafka().topics()).check();
        }
    }

    private static CommandRights rights(ReleaseOrder order) {
        if (order.gate() != Gate.NEVER) {
            return CommandRights.TRAIN;
        }
        return order.notPromoted() == NotPromoted.CHALLENGES ? CommandRights.TRAIN_SHADOW : CommandRights.TRAIN_ONLY;
    }

    private Released release(
            TrainedModel model, ReleaseOrder order, int threads, Optional<SigningKey> key, TrainOptions options) {
        KafkaCluster cluster = options.kafka().cluster();
        Topics topics = options.kafka().topics();
        var policy = new StreamFitPolicy(cluster, topics, environment.clock(), options.insistence());
        try (var display = environment.progressDisplay();
                var publisher = new ModelPublisher(cluster, topics, environment.clock(), key);
                var catalog = new ModelCatalog(cluster, topics);
                var deployments = new DeploymentLog(cluster, topics, environment.clock(), policy)) {
            var outcome = new ModelRelease(publisher, catalog, deployments, threads)
                    .release(model, order, (bytes, total) -> display.show("publishing", bytes, total));
            return new Released(outcome, policy.warnings());
        }
    }

    /** Returns the model's bytes; those of a model that learned from pictures begin with its manifest, which says what they became. */
    private byte[] snapshot(TrainedModel model, ReleaseOrder order) {
        if (model.preprocessing().isEmpty()) {
            return model.snapshot();
        }
        var bytes = new ByteArrayOutputStream();
        try {
            ModelFile.unpublished(
                            model.draft(order.model(), order.actor()),
                            model.snapshot(),
                            environment.clock().instant())
                    .write(bytes);
        } catch (IOException impossible) {
            throw new AssertionError("memory can be written to", impossible);
        }
        return bytes.toByteArray();
    }

    private static String report(TrainedModel model, Path file) {
        return file.toString().endsWith(".json")
                ? JsonReport.of(model.report()).toPrettyString()
                : MarkdownReport.of(model.report());
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException failed) {
            throw Failures.ofFile(file, failed, "Name another file with --snapshot or --report.");
        }
    }

    private void print(TrainedModel model, Optional<Released> released, TrainOptions options) {
        var report = model.report();
        released.ifPresent(done -> Warnings.print(environment, done.warnings()));
        if (options.isJson()) {
            var json = JsonReport.of(report);
            released.ifPresent(done -> json.set("release", done.json()));
            environment.out().println(json.toString());
            return;
        }
        environment
                .out()
                .println(String.format(
                        Locale.ROOT,
                        "%s on %s: %s, trained in %.1f s, %s",
                        report.kind(),
                        report.data().dataset(),
                        MarkdownReport.accuracy(report.confusion()),
                        report.trainingTime().toMillis() / 1000.0,
                        Numbers.count(report.snapshot().size(), "byte")));
        released.map(Released::outcome).ifPresent(this::tell);
        options.snapshot().ifPresent(file -> environment.err().println("The model is in " + file));
        options.report().ifPresent(file -> environment.err().println("The report is in " + file));
    }

    private void tell(ReleaseOutcome outcome) {
        var name = References.text(outcome.reference());
        var became = name + ": " + outcome.reason();
        switch (outcome.kind()) {
            case PROMOTED, WAITING -> environment.out().println(became);
            case SHADOWED -> environment.out().println(became + "; scored beside the champion");
            case REFUSED -> {
                environment.out().println(became);
                environment.err().println("If that is meant: glyphstream models promote " + name + " --force");
            }
        }
    }
}
