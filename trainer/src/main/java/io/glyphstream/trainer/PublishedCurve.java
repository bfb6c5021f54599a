package io.glyphstream.trainer;

import io.glyphstream.model.neural.EpochMetrics;
import io.glyphstream.schemas.LearningCurve;
import io.glyphstream.schemas.LearningCurves;
import io.glyphstream.schemas.LearningPoint;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The history of a training as a manifest has it: so many epochs of it as it may have. */
final class PublishedCurve {

    private PublishedCurve() {}

    /** Returns the curve of a training; empty where no epoch was finished. */
    static Optional<LearningCurve> of(TrainingReport.TrainingHistory history) {
        var epochs = history.epochs();
        if (history.best().isEmpty()) {
            return Optional.empty();
        }
        var best = epochs.indexOf(history.best().orElseThrow());
        var points = kept(epochs.size(), best).stream()
                .map(epochs::get)
                .map(PublishedCurve::point)
                .toList();
        return Optional.of(new LearningCurve(epochs.size(), history.bestEpoch(), points));
    }

    /** Returns which epochs are kept, evenly: the first, the best and the last always are. */
    private static List<Integer> kept(int epochs, int best) {
        var kept = new TreeSet<>(List.of(best));
        int even = Math.min(epochs, LearningCurves.MAX_POINTS - 1);
        for (int number = 0; number < even; number++) {
            kept.add(even == 1 ? 0 : Math.toIntExact(Math.round((double) number * (epochs - 1) / (even - 1))));
        }
        return List.copyOf(kept);
    }

    private static LearningPoint point(EpochMetrics metrics) {
        return new LearningPoint(
                metrics.epoch(),
                metrics.learningRate(),
                metrics.trainingLoss(),
                metrics.trainingAccuracy(),
                measured(metrics.validationLoss()),
                measured(metrics.validationAccuracy()));
    }

    private static @Nullable Double measured(double value) {
        return Double.isNaN(value) ? null : value;
    }
}
