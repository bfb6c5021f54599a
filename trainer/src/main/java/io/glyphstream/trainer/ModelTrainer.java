package io.glyphstream.trainer;

import io.glyphstream.datasets.DataException;
import io.glyphstream.datasets.Dataset;
import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.model.Classifier;
import io.glyphstream.model.Examples;
import io.glyphstream.model.InvalidSnapshotException;
import io.glyphstream.model.Snapshots;
import io.glyphstream.schemas.ClassNames;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.Sha256;
import io.glyphstream.trainer.evaluation.Evaluation;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Makes a measured model out of a data set.
 *
 * <p>Choices are made on images set apart from the training images. The test images are looked at once, at the end, to
 * measure the model that was read back from its own bytes: what was measured is what will be served.
 */
public final class ModelTrainer {

    private static final int WORST_MISTAKES = 25;

    private final int threads;
    private final Clock clock;
    private final StopRequest stop = new StopRequest();

    /**
     * Returns a trainer that does one training at a time.
     *
     * @param threads how many to use; the model does not depend on it
     */
    public ModelTrainer(int threads, Clock clock) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1 but was " + threads);
        }
        this.threads = threads;
        this.clock = clock;
    }

    /**
     * Returns a model made by a spec.
     *
     * @throws io.glyphstream.datasets.DataException when the data cannot make a model, before training
     * @throws IllegalArgumentException when the spec does not fit the data, before training
     */
    public TrainedModel train(Dataset dataset, ModelSpec spec, TrainerListener listener) {
        return train(dataset, spec, Optional.empty(), listener);
    }

    /**
     * Returns a model made by a spec, from the weights of another model if there is one: its hidden layers then take the
     * place of those in the spec.
     *
     * @throws io.glyphstream.datasets.DataException when the data cannot make a model, before training
     * @throws IllegalArgumentException when the spec or the weights do not fit the data, before training
     */
    public TrainedModel train(
            Dataset dataset, ModelSpec spec, Optional<StartingWeights> start, TrainerListener listener) {
        requireFit(dataset, spec);
        var startedAt = clock.instant();
        var fitted = spec.fit(new Fitting(examples(dataset.training()), start, threads, clock, stop, listener));
        var trainingTime = Duration.between(startedAt, clock.instant());
        var snapshot = Snapshots.write(fitted.classifier());
        var classifier = readBack(snapshot);
        var evaluation = Evaluation.of(classifier, dataset.test(), threads, listener::evaluated);
        var data = new TrainingReport.DataFacts(
                dataset.name(),
                new Sha256(dataset.training().sha256()),
                fitted.trainedOn(),
                fitted.validatedOn(),
                dataset.test().size(),
                classNames(dataset));
        var report = new TrainingReport(
                classifier.kind().name(),
                data,
                fitted.spec().settings(),
                fitted.spec().seed(),
                fitted.history(),
                fitted.trials(),
                startedAt,
                trainingTime,
                new TrainingReport.SnapshotFacts(Digests.sha256(snapshot), snapshot.length),
                evaluation.confusion(),
                evaluation.worstMistakes(WORST_MISTAKES));
        var recipe = Recipes.of(spec, start.map(StartingWeights::reference));
        return new TrainedModel(
                classifier,
                snapshot,
                report,
                evaluation,
                Probes.of(classifier, dataset.test()),
                recipe,
                Optional.empty(),
                Optional.empty());
    }

    /**
     * Refuses what {@link #train} would refuse before training.
     *
     * @throws io.glyphstream.datasets.DataException when the data cannot make a model
     * @throws IllegalArgumentException when the spec does not fit the data
     */
    public static void requireFit(Dataset dataset, ModelSpec spec) {
        TrainingData.require(dataset);
        classNames(dataset);
        spec.requireFit(dataset.training());
    }

    /**
     * Asks a training to end soon, from any thread: the model is then the best so far, and is measured like any other.
     * A model that is fitted in one go is not hurried.
     */
    public void stop() {
        stop.make();
    }

    private static ClassNames classNames(Dataset dataset) {
        try {
            return new ClassNames(dataset.classNames());
        } catch (IllegalArgumentException wrong) {
            throw new DataException(dataset.name() + ": " + wrong.getMessage(), wrong);
        }
    }

    private static Classifier readBack(byte[] snapshot) {
        try {
            return Snapshots.read(snapshot);
        } catch (InvalidSnapshotException e) {
            throw new IllegalStateException("the snapshot that was just written cannot be read", e);
        }
    }

    private static Examples examples(LabeledImages images) {
        return new Examples(Evaluation.input(images), images.classes(), images.pixels(), images.labels());
    }
}
