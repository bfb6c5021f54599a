package io.glyphstream.trainer;

import io.glyphstream.model.Classifier;
import io.glyphstream.model.Snapshots;
import io.glyphstream.registry.publishing.ModelDraft;
import io.glyphstream.registry.publishing.ModelInput;
import io.glyphstream.schemas.ClaimedShape;
import io.glyphstream.schemas.LearningCurve;
import io.glyphstream.schemas.LogData;
import io.glyphstream.schemas.Preprocessing;
import io.glyphstream.schemas.Probe;
import io.glyphstream.schemas.TrainingFacts;
import io.glyphstream.schemas.TrainingRecipe;
import io.glyphstream.trainer.evaluation.Evaluation;
import java.util.List;
import java.util.Optional;

/** A model, its bytes, what is known of it, and the probes that prove it arrived whole. Immutable. */
public final class TrainedModel {

    private final Classifier classifier;
    private final byte[] snapshot;
    private final TrainingReport report;
    private final Evaluation evaluation;
    private final List<Probe> probes;
    private final TrainingRecipe recipe;
    private final Optional<LogData> log;
    private final Optional<Preprocessing> preprocessing;

    TrainedModel(
            Classifier classifier,
            byte[] snapshot,
            TrainingReport report,
            Evaluation evaluation,
            List<Probe> probes,
            TrainingRecipe recipe,
            Optional<LogData> log,
            Optional<Preprocessing> preprocessing) {
        this.classifier = classifier;
        this.snapshot = snapshot;
        this.report = report;
        this.evaluation = evaluation;
        this.probes = List.copyOf(probes);
        this.recipe = recipe;
        this.log = log;
        this.preprocessing = preprocessing;
    }

    /** Returns this model with the records of the log that its data set was read from. */
    public TrainedModel readFrom(LogData records) {
        return new TrainedModel(
                classifier, snapshot, report, evaluation, probes, recipe, Optional.of(records), preprocessing);
    }

    /** Returns this model with what became of the pictures that it learned from. */
    public TrainedModel takingPictures(Preprocessing preprocessing) {
        return new TrainedModel(
                classifier, snapshot, report, evaluation, probes, recipe, log, Optional.of(preprocessing));
    }

    /** Returns what became of the pictures that it learned from, if it did learn from pictures. */
    public Optional<Preprocessing> preprocessing() {
        return preprocessing;
    }

    /** Returns how to train it again. */
    public TrainingRecipe recipe() {
        return recipe;
    }

    /** Returns the model, as it was read back from its bytes. */
    public Classifier classifier() {
        return classifier;
    }

    /** Returns a copy of the model's bytes. */
    public byte[] snapshot() {
        return snapshot.clone();
    }

    /** Returns how the model came to be, and how good it is. */
    public TrainingReport report() {
        return report;
    }

    /** Returns what the model answered to the held-out images. */
    public Evaluation evaluation() {
        return evaluation;
    }

    /** Returns held-out images with the exact outputs that the model gives them. */
    public List<Probe> probes() {
        return probes;
    }

    /**
     * Returns what to publish beside the bytes.
     *
     * @param model the name to publish under
     * @param publishedBy who publishes
     */
    public ModelDraft draft(String model, String publishedBy) {
        return new ModelDraft(
                model,
                classifier.kind().name(),
                Snapshots.format(classifier),
                input(),
                facts(),
                probes,
                publishedBy,
                learningCurve());
    }

    /** Returns how its training went, as its manifest tells it; empty for a model that is fitted in one go. */
    public Optional<LearningCurve> learningCurve() {
        return report.history().flatMap(PublishedCurve::of);
    }

    private ModelInput input() {
        var shape = classifier.input();
        return new ModelInput(
                new ClaimedShape(shape.rows(), shape.columns(), shape.channels()),
                classifier.classes(),
                report.data().classNames(),
                preprocessing);
    }

    private TrainingFacts facts() {
        var data = report.data();
        return TrainingFacts.newBuilder()
                .setDataset(data.dataset())
                .setDatasetSha256(data.trainingSha256())
                .setSeed(report.seed())
                .setSettings(report.settings())
                .setTrainedOn(data.trainedOn())
                .setHeldOut(data.heldOut())
                .setCorrect(report.confusion().correct())
                .setConfusion(report.confusion().counts())
                .setDurationMillis(report.trainingTime().toMillis())
                .setRecipe(recipe)
                .setLog(log.orElse(null))
                .build();
    }
}
