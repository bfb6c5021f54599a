package io.glyphstream.cli.models;

import io.glyphstream.cli.command.CommandException;
import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.ExitCode;
import io.glyphstream.cli.command.OutputOptions;
import io.glyphstream.cli.command.Usage;
import io.glyphstream.cli.images.DatasetOptions;
import io.glyphstream.cli.images.ModelPictures;
import io.glyphstream.cli.images.TrainingPictures;
import io.glyphstream.cli.kafka.CommandRights;
import io.glyphstream.cli.kafka.KafkaOptions;
import io.glyphstream.cli.terminal.Json;
import io.glyphstream.cli.terminal.ProgressDisplay;
import io.glyphstream.datasets.Dataset;
import io.glyphstream.learning.RetrainedModel;
import io.glyphstream.learning.Retraining;
import io.glyphstream.learning.window.MissingRecordsException;
import io.glyphstream.operations.JsonView;
import io.glyphstream.operations.Numbers;
import io.glyphstream.registry.References;
import io.glyphstream.registry.publishing.ModelCatalog;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.trainer.ModelTrainer;
import java.util.Locale;

/** What {@code glyphstream train --again} does. */
final class TrainingAgain {

    private final Environment environment;
    private final KafkaOptions kafka;
    private final DatasetOptions data;

    TrainingAgain(Environment environment, KafkaOptions kafka, DatasetOptions data) {
        this.environment = environment;
        this.kafka = kafka;
        this.data = data;
    }

    /** Trains a published version again, and tells what differs. */
    ExitCode run(String typed, int threads, OutputOptions output) {
        var manifest = find(typed);
        RetrainedModel made;
        try (var display = environment.progressDisplay()) {
            made = train(manifest, threads, display);
        } catch (MissingRecordsException missing) {
            missing.ranges().forEach(range -> environment.err().println("glyphstream: missing: " + range));
            environment
                    .err()
                    .println(References.text(manifest)
                            + " cannot be trained again: records that it was trained on are gone"
                            + missing.advice().map(text -> "; " + text).orElse("") + ".");
            return ExitCode.BAD_DATA;
        }
        if (environment.interruption().isRequested()) {
            environment.err().println("Stopped: nothing was compared.");
            return ExitCode.FAILED;
        }
        if (output.isJson()) {
            environment.out().println(json(made));
        } else {
            print(made);
        }
        return made.isSame() ? ExitCode.OK : ExitCode.FAILED;
    }

    private ModelManifest find(String typed) {
        var cluster = kafka.reachableCluster(CommandRights.TRAIN_AGAIN);
        try (var catalog = new ModelCatalog(cluster, kafka.topics())) {
            return Usage.model(catalog, typed);
        }
    }

    private RetrainedModel train(ModelManifest manifest, int threads, ProgressDisplay display)
            throws MissingRecordsException {
        var retraining = Retraining.prepare(
                kafka.cluster(),
                kafka.topics(),
                manifest,
                name -> dataset(manifest, name, threads, display),
                (topic, done, total) -> {
                    display.show("reading " + topic, done, total);
                    return true;
                });
        var trainer = new ModelTrainer(threads, environment.clock());
        return environment
                .interruption()
                .stopping(trainer::stop, () -> retraining.train(trainer, new TrainingDisplay(display)));
    }

    /** Returns the data set that a manifest names; pictures become images as it says. */
    private Dataset dataset(ModelManifest manifest, String name, int threads, ProgressDisplay display) {
        var conversion = ModelPictures.known(manifest);
        if (conversion.isEmpty()) {
            return data.loadNamed(name, environment, display);
        }
        var folder = data.pictureFolder(name)
                .orElseThrow(() -> new CommandException(
                        ExitCode.BAD_DATA,
                        "the data set " + name + " is a folder of pictures that was not found",
                        "Name it, or the folder that it is in, with --data DIR."));
        return new TrainingPictures(environment, display, threads)
                .read(folder, collection -> conversion.get())
                .dataset();
    }

    private void print(RetrainedModel made) {
        var out = environment.out();
        out.println(String.format(
                Locale.ROOT,
                "%s: %s, trained on %s and measured on %s in %.1f s",
                References.text(made.model()),
                made.isSame()
                        ? "the same again"
                        : "NOT the same, " + Numbers.count(made.differences().size(), "difference"),
                Numbers.count(made.trainedOn(), "image"),
                Numbers.format(made.heldOut()),
                seconds(made)));
        out.println("  snapshot  SHA-256 " + Digests.hex(made.snapshotSha256()));
        out.println("  data      SHA-256 " + Digests.hex(made.data()));
        made.notes().forEach(note -> out.println("  note: " + note));
        made.differences().forEach(difference -> environment.err().println("glyphstream: " + difference));
    }

    private static String json(RetrainedModel made) {
        return Json.line(JsonView.object(
                "same", made.isSame(),
                "model", JsonView.of(made.model()),
                "snapshotSha256", Digests.hex(made.snapshotSha256()),
                "dataSha256", Digests.hex(made.data()),
                "namedDataSha256", Digests.hex(made.namedData()),
                "differences", made.differences(),
                "notes", made.notes(),
                "trainedOn", made.trainedOn(),
                "heldOut", made.heldOut(),
                "seconds", seconds(made)));
    }

    private static double seconds(RetrainedModel made) {
        return made.trainingTime().toMillis() / 1000.0;
    }
}
