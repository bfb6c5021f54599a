package io.glyphstream.trainer;

import io.glyphstream.model.neural.EpochMetrics;
import io.glyphstream.model.neural.TrainingResult;
import io.glyphstream.schemas.ClassNames;
import io.glyphstream.schemas.Sha256;
import io.glyphstream.trainer.evaluation.ConfusionMatrix;
import io.glyphstream.trainer.evaluation.Mistake;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a model came to be, and how good it is.
 *
 * @param kind {@code perceptron} or {@code nearest-neighbors}
 * @param data what it learned from and was judged by
 * @param settings every setting that shaped the model, by name
 * @param history how its training went; none for a model that is fitted in one go
 * @param trials what was tried on a part of the training images to find settings; empty where all were given
 * @param trainingTime without measuring
 * @param snapshot the model as bytes
 * @param confusion on the held-out images
 * @param worstMistakes the held-out images that the model was wrong about and surest of, the surest first
 */
public record TrainingReport(
        String kind,
        DataFacts data,
        Map<String, String> settings,
        long seed,
        Optional<TrainingHistory> history,
        List<TrialFacts> trials,
        Instant startedAt,
        Duration trainingTime,
        SnapshotFacts snapshot,
        ConfusionMatrix confusion,
        List<Mistake> worstMistakes) {

    public TrainingReport {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        trials = List.copyOf(trials);
        worstMistakes = List.copyOf(worstMistakes);
    }

    /** Returns the accuracy on the held-out images. */
    public double accuracy() {
        return confusion.accuracy();
    }

    /**
     * What a model learned from and was judged by.
     *
     * @param trainingSha256 the digest of all training images and labels
     * @param trainedOn images whose labels shaped the weights
     * @param validatedOn images set apart from the training images to choose the best epoch
     * @param heldOut images it was measured on, once, at the end
     */
    public record DataFacts(
            String dataset,
            Sha256 trainingSha256,
            int trainedOn,
            int validatedOn,
            int heldOut,
            ClassNames classNames) {}

    /**
     * How a training went.
     *
     * @param epochs what was measured in each epoch that was finished
     * @param bestEpoch the one whose weights were kept, counted from 1; 0 when none was finished
     */
    public record TrainingHistory(List<EpochMetrics> epochs, int bestEpoch, TrainingResult.Ending ending) {

        public TrainingHistory {
            epochs = List.copyOf(epochs);
        }

        /** Returns what was measured in the epoch whose weights were kept. */
        public Optional<EpochMetrics> best() {
            return epochs.stream()
                    .filter(metrics -> metrics.epoch() == bestEpoch)
                    .findFirst();
        }
    }

    /**
     * A training on a part of the images, to choose settings.
     *
     * @param isDistorted whether it learned from distorted images
     * @param validatedOn images that its losses and the choice are of
     * @param bestEpoch the one with the least validation loss
     * @param isKept whether the model has its settings
     */
    public record TrialFacts(
            boolean isDistorted,
            int trainedOn,
            int validatedOn,
            int bestEpoch,
            double validationLoss,
            double validationAccuracy,
            boolean isKept) {}

    /** The model as bytes: how many, and their digest. */
    public record SnapshotFacts(Sha256 sha256, long size) {}
}
