package io.glyphstream.trainer;

import io.glyphstream.model.Examples;
import io.glyphstream.model.neural.EpochMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/*
 * Distorted copies help where a class stays what it is when it is turned and moved a little, and harm where the place or the
 * angle of a line is the class. No property of the images tells which, so both are tried. Images as they are win where
 * the few images of the validation part cannot tell.
 */
/** Finds a plan's settings: whether images are distorted, and how many steps are enough. */
final class PlanTrials<S extends LearningSpec<S>> {

    private static final double VALIDATION_SHARE = 0.2;

    /** More would make the choice slower, and hardly better. */
    private static final int MOST_IMAGES = 3_000;

    /** Fewer say nothing. */
    private static final int LEAST_VALIDATION = 10;

    /** Training ends when the loss has not become less during a quarter of it. */
    private static final int PATIENCE_SHARE = 4;

    private static final Map<String, String> AS_PLANNED = Map.of();
    private static final Map<String, String> NONE =
            Map.of("shift", "0", "rotation", "0", "scale", "0", "shear", "0", "elastic", "0");

    private final LearningPlan<S> plan;
    private final Examples examples;
    private final StopRequest stop;
    private final Trainer<S> trainer;

    PlanTrials(LearningPlan<S> plan, Examples examples, StopRequest stop, Trainer<S> trainer) {
        this.plan = plan;
        this.examples = examples;
        this.stop = stop;
        this.trainer = trainer;
    }

    /** Returns the network that has learned from all images with the better settings; when stopped, the best so far. */
    Fitted fit() {
        var some = examples.size() > MOST_IMAGES
                ? examples.split((double) MOST_IMAGES / examples.size(), plan.seed())
                        .validation()
                : examples;
        var split = some.split(VALIDATION_SHARE, plan.seed());
        if (split.validation().size() < LEAST_VALIDATION) {
            return last(plan.leavesDistortionOpen() ? NONE : Map.of(), plan.leastSteps());
        }
        var trials = new ArrayList<Trial<S>>();
        for (var distortion : plan.leavesDistortionOpen() ? List.of(NONE, AS_PLANNED) : List.of(AS_PLANNED)) {
            if (!stop.isMade() || trials.isEmpty()) {
                trials.add(trial(distortion, split));
            }
        }
        var best = trials.stream()
                .reduce((one, other) -> other.isBetterThan(one) ? other : one)
                .orElseThrow();
        var metrics =
                trials.stream().map(trial -> trial.metrics(trial.equals(best))).toList();
        if (stop.isMade()) {
            return best.fitted().with(metrics);
        }
        return last(best.distortion(), Math.max(best.steps(), plan.leastSteps() / 2))
                .with(metrics);
    }

    private Trial<S> trial(Map<String, String> distortion, Examples.Split split) {
        var training = split.training();
        var sized = plan.sized(training.size(), training.rows(), training.columns());
        var patience = Math.max(1, sized.learning().epochSettings().epochs() / PATIENCE_SHARE);
        var spec = sized.with(Map.of("patience", "" + patience, "validation-share", "" + VALIDATION_SHARE))
                .with(plan.changes())
                .with(distortion);
        return new Trial<>(distortion, spec, trainer.train(spec, split, TrainingProgress.Purpose.CHOOSING));
    }

    private Fitted last(Map<String, String> distortion, int steps) {
        var spec = plan.withoutValidation(examples.size(), examples.rows(), examples.columns(), steps)
                .with(distortion);
        return trainer.train(spec, examples.split(0, spec.seed()), TrainingProgress.Purpose.TRAINING);
    }

    /** Trains a network on one part of a split; the other part chooses its best epoch. */
    @FunctionalInterface
    interface Trainer<S> {
        Fitted train(S spec, Examples.Split split, TrainingProgress.Purpose purpose);
    }

    /** Settings that were tried, and what came of it. */
    private record Trial<S extends LearningSpec<S>>(Map<String, String> distortion, S spec, Fitted fitted) {

        /** It has less loss and names no fewer images rightly; so the earlier trial stays where these disagree. */
        boolean isBetterThan(Trial<S> other) {
            return validationLoss() < other.validationLoss() && validationAccuracy() >= other.validationAccuracy();
        }

        /** Returns how many steps led to the best epoch. */
        int steps() {
            var batch = Math.min(spec.learning().epochSettings().batchSize(), fitted.trainedOn());
            return history().bestEpoch() * ((fitted.trainedOn() + batch - 1) / batch);
        }

        TrainingReport.TrialFacts metrics(boolean isKept) {
            return new TrainingReport.TrialFacts(
                    !spec.learning().augmentation().isNone(),
                    fitted.trainedOn(),
                    fitted.validatedOn(),
                    history().bestEpoch(),
                    validationLoss(),
                    validationAccuracy(),
                    isKept);
        }

        private TrainingReport.TrainingHistory history() {
            return fitted.history().orElseThrow();
        }

        private double validationLoss() {
            return history().best().map(EpochMetrics::validationLoss).orElse(Double.POSITIVE_INFINITY);
        }

        private double validationAccuracy() {
            return history().best().map(EpochMetrics::validationAccuracy).orElse(0.0);
        }
    }
}
