package io.glyphstream.learning;

import io.glyphstream.learning.window.LogReader;
import io.glyphstream.learning.window.LogWindow;
import io.glyphstream.learning.window.MissingRecordsException;
import io.glyphstream.learning.window.NamedWindow;
import io.glyphstream.learning.window.WindowRule;
import io.glyphstream.model.Classifier;
import io.glyphstream.model.InvalidSnapshotException;
import io.glyphstream.model.Snapshots;
import io.glyphstream.registry.InvalidModelException;
import io.glyphstream.registry.References;
import io.glyphstream.registry.publishing.ModelCatalog;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.LogData;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import io.glyphstream.trainer.evaluation.Evaluation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Proves the held-out figures of published models from their snapshots and the images of the log that their manifests name. */
public final class HeldOutFigures {

    private final ModelCatalog catalog;
    private final NamedWindow windows;
    private final int threads;
    private final List<String> wrong = new ArrayList<>();
    private final List<String> unchecked = new ArrayList<>();
    private int checked;

    private HeldOutFigures(ModelCatalog catalog, NamedWindow windows, int threads) {
        this.catalog = catalog;
        this.windows = windows;
        this.threads = threads;
    }

    /**
     * What was found.
     *
     * @param checked how many models were measured again
     * @param wrong what is not as a manifest says, a sentence for each such model
     * @param unchecked models that cannot be checked, a sentence each
     */
    public record Report(int checked, List<String> wrong, List<String> unchecked) {

        public Report {
            wrong = List.copyOf(wrong);
            unchecked = List.copyOf(unchecked);
        }
    }

    /** Is told how far the work has come. */
    @FunctionalInterface
    public interface Progress {

        /** Hears that so many of so many records or images of a model have been looked at, on any thread. */
        void progress(ModelReference model, long done, long total);
    }

    /**
     * Measures every published model again.
     *
     * @param threads how many to use at a time
     */
    public static Report check(KafkaCluster cluster, Topics topics, int threads, Progress progress) {
        try (var catalog = new ModelCatalog(cluster, topics)) {
            var figures = new HeldOutFigures(catalog, new NamedWindow(new LogReader(cluster, topics)), threads);
            for (var manifest : catalog.manifests()) {
                figures.check(manifest, progress);
            }
            figures.unchecked.addAll(catalog.later());
            return new Report(figures.checked, figures.wrong, figures.unchecked);
        }
    }

    private void check(ModelManifest manifest, Progress progress) {
        @Nullable LogData log = manifest.getTraining().getLog();
        if (log == null) {
            leave(
                    manifest,
                    "it was measured on a file, " + manifest.getTraining().getDataset());
            return;
        }
        if (!Snapshots.knows(manifest.getFormat())) {
            leave(manifest, "its snapshot has format " + manifest.getFormat() + ", of another release");
            return;
        }
        WindowRule rule;
        try {
            rule = NamedWindow.rule(log);
        } catch (IllegalArgumentException unknown) {
            leave(manifest, String.valueOf(unknown.getMessage()));
            return;
        }
        try {
            check(manifest, log, rule, progress);
            checked++;
        } catch (MissingRecordsException removed) {
            leave(manifest, String.valueOf(removed.getMessage()));
        } catch (InvalidModelException | InvalidSnapshotException damaged) {
            blame(manifest, "its snapshot cannot be read: " + damaged.getMessage());
        }
    }

    private void check(ModelManifest manifest, LogData log, WindowRule rule, Progress progress)
            throws MissingRecordsException, InvalidModelException, InvalidSnapshotException {
        var model = manifest.getReference();
        var window = windows.read(manifest, log, rule, (topic, done, total) -> {
            progress.progress(model, done, total);
            return true;
        });
        if (!window.sha256().equals(log.getSha256())) {
            blame(
                    manifest,
                    "the images and labels in its ranges have the SHA-256 " + Digests.hex(window.sha256())
                            + ", and its manifest says " + Digests.hex(log.getSha256()));
            return;
        }
        var classifier = Snapshots.read(catalog.snapshot(manifest));
        if (!takes(classifier, window)) {
            blame(manifest, "its snapshot takes other images than its manifest says");
            return;
        }
        var evaluation = Evaluation.of(
                classifier, window.dataset().test(), threads, (done, total) -> progress.progress(model, done, total));
        compare(manifest, evaluation);
    }

    private void compare(ModelManifest manifest, Evaluation evaluation) {
        var named = manifest.getTraining();
        var found = evaluation.confusion();
        if (found.total() != named.getHeldOut() || found.correct() != named.getCorrect()) {
            blame(
                    manifest,
                    "it is right on " + found.correct() + " of " + found.total()
                            + " held-out images, and its manifest says " + named.getCorrect() + " of "
                            + named.getHeldOut());
            return;
        }
        if (!found.counts().equals(named.getConfusion())) {
            blame(manifest, "its answers to the held-out images give another confusion matrix than its manifest has");
        }
    }

    private static boolean takes(Classifier classifier, LogWindow window) {
        return classifier.input().equals(window.shape().input())
                && classifier.classes() == window.shape().classes();
    }

    private void blame(ModelManifest manifest, String why) {
        wrong.add(References.text(manifest) + ": " + why);
    }

    private void leave(ModelManifest manifest, String why) {
        unchecked.add(References.text(manifest) + ": " + why);
    }
}
