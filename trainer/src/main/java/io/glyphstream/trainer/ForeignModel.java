package io.glyphstream.trainer;

import io.glyphstream.datasets.Dataset;
import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.model.Classifier;
import io.glyphstream.model.InvalidSnapshotException;
import io.glyphstream.model.Snapshots;
import io.glyphstream.registry.publishing.ModelDraft;
import io.glyphstream.registry.publishing.ModelInput;
import io.glyphstream.schemas.ClaimedShape;
import io.glyphstream.schemas.ClassNames;
import io.glyphstream.schemas.Probe;
import io.glyphstream.schemas.Sha256;
import io.glyphstream.schemas.TrainingFacts;
import io.glyphstream.trainer.evaluation.ConfusionMatrix;
import io.glyphstream.trainer.evaluation.Evaluation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A model that another program trained: its bytes, what is known of it, and its probes. Immutable.
 *
 * <p>Of such a model nobody knows here on what it was trained. Its manifest names the file that it came from in the place
 * of a data set, and has no recipe. It is measured only if somebody names a data set for that.
 */
public final class ForeignModel {

    /** The setting that only the manifest of such a model has: the format of the file that it came from. */
    public static final String FORMAT = "imported-from";

    /** The setting that names the data set that such a model was measured on. */
    public static final String MEASURED_ON = "measured-on";

    private final Classifier classifier;
    private final byte[] snapshot;
    private final Origin origin;
    private final Optional<Measured> measured;
    private final List<Probe> probes;

    private ForeignModel(
            Classifier classifier, byte[] snapshot, Origin origin, Optional<Measured> measured, List<Probe> probes) {
        this.classifier = classifier;
        this.snapshot = snapshot;
        this.origin = origin;
        this.measured = measured;
        this.probes = probes;
    }

    /**
     * Where a model came from.
     *
     * @param file the name of the file
     * @param sha256 the digest of the file
     * @param format of the file, such as {@code onnx}
     * @param settings what else is known: who wrote it, and how it was read
     */
    public record Origin(String file, Sha256 sha256, String format, Map<String, String> settings) {

        public Origin {
            settings = Map.copyOf(settings);
        }
    }

    /**
     * How good a model is.
     *
     * @param dataset whose test images it was measured on
     * @param classNames what its classes are called there
     */
    public record Measured(String dataset, ClassNames classNames, ConfusionMatrix confusion) {}

    /** Returns whether a version came from a file of another program. */
    public static boolean isOne(TrainingFacts training) {
        return training.getSettings().containsKey(FORMAT);
    }

    /** Returns a model that is not measured. Its probes are drawn at random, the same ones each time. */
    public static ForeignModel of(Classifier classifier, Origin origin) {
        var snapshot = Snapshots.write(classifier);
        var readBack = readBack(snapshot);
        return new ForeignModel(readBack, snapshot, origin, Optional.empty(), Probes.drawn(readBack));
    }

    /**
     * Returns a model that is measured on the test images of a data set; its probes are some of them.
     *
     * @throws IllegalArgumentException when the model takes other images than these
     */
    public static ForeignModel of(
            Classifier classifier,
            Origin origin,
            Dataset dataset,
            int threads,
            Evaluation.EvaluationListener listener) {
        var snapshot = Snapshots.write(classifier);
        var readBack = readBack(snapshot);
        LabeledImages test = dataset.test();
        var confusion = Evaluation.of(readBack, test, threads, listener).confusion();
        var measured = Optional.of(new Measured(dataset.name(), new ClassNames(dataset.classNames()), confusion));
        return new ForeignModel(readBack, snapshot, origin, measured, Probes.of(readBack, test));
    }

    private static Classifier readBack(byte[] snapshot) {
        try {
            return Snapshots.read(snapshot);
        } catch (InvalidSnapshotException e) {
            throw new IllegalStateException("the snapshot that was just written cannot be read", e);
        }
    }

    /** Returns the model, as it was read back from its bytes. */
    public Classifier classifier() {
        return classifier;
    }

    /** Returns a copy of the model's bytes. */
    public byte[] snapshot() {
        return snapshot.clone();
    }

    /** Returns how good it is, if that is known. */
    public Optional<Measured> measured() {
        return measured;
    }

    /**
     * Returns what to publish beside the bytes.
     *
     * @param names what its classes are called; none if that is not known
     * @throws IllegalArgumentException if no model may have this name, or there is not a name for each class
     */
    public ModelDraft draft(String model, ClassNames names, String publishedBy) {
        var shape = classifier.input();
        var input = new ModelInput(
                new ClaimedShape(shape.rows(), shape.columns(), shape.channels()),
                classifier.classes(),
                names,
                Optional.empty());
        return new ModelDraft(
                model, classifier.kind().name(), Snapshots.format(classifier), input, facts(), probes, publishedBy);
    }

    private TrainingFacts facts() {
        var settings = new TreeMap<>(origin.settings());
        settings.put(FORMAT, origin.format());
        measured.ifPresent(known -> settings.put(MEASURED_ON, known.dataset()));
        var confusion = measured.map(Measured::confusion)
                .orElse(ConfusionMatrix.of(classifier.classes(), new int[0], new int[0]));
        return TrainingFacts.newBuilder()
                .setDataset(origin.file())
                .setDatasetSha256(origin.sha256())
                .setSeed(0)
                .setSettings(settings)
                .setTrainedOn(0)
                .setHeldOut(confusion.total())
                .setCorrect(confusion.correct())
                .setConfusion(confusion.counts())
                .setDurationMillis(0)
                .build();
    }
}
