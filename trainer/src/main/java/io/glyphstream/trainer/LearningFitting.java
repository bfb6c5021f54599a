package io.glyphstream.trainer;

import io.glyphstream.model.Classifier;
import io.glyphstream.model.Examples;
import io.glyphstream.model.neural.Training;
import java.util.List;
import java.util.Optional;

/** Makes networks of some training images, by settings that are given or follow from the data. */
final class LearningFitting<S extends LearningSpec<S>> {

    private final Fitting fitting;
    private final PlanTrials.Trainer<S> trainer;

    LearningFitting(Fitting fitting, PlanTrials.Trainer<S> trainer) {
        this.fitting = fitting;
        this.trainer = trainer;
    }

    /** Trains a network, from the weights of another where there are any, to its end or until it is asked to stop. */
    static <C extends Classifier> Fitted train(
            Fitting fitting, LearningSpec<?> spec, Examples.Split split, Training<C> training, Optional<C> start) {
        var result = fitting.stop()
                .during(
                        training::stop,
                        () -> start.isPresent()
                                ? training.train(start.get(), split.training(), split.validation())
                                : training.train(split.training(), split.validation()));
        var history = new TrainingReport.TrainingHistory(result.history(), result.bestEpoch(), result.ending());
        return new Fitted(
                spec,
                result.classifier(),
                Optional.of(history),
                split.training().size(),
                split.validation().size(),
                List.of());
    }

    /** Trains by settings that are all given. */
    Fitted given(S spec) {
        var split = fitting.examples().split(spec.validationShare(), spec.seed());
        return trainer.train(spec, split, TrainingProgress.Purpose.TRAINING);
    }

    /** Trains by settings that follow from the data. */
    Fitted planned(LearningPlan<S> plan) {
        var examples = fitting.examples();
        if (plan.isByHand()) {
            return given(plan.byHand(examples.rows(), examples.columns()));
        }
        // Trials find the form of a network, which one that begins with another's weights has already.
        if (fitting.start().isPresent() || !plan.needsTrials(examples.size())) {
            var split = examples.split(plan.asPreset().validationShare(), plan.seed());
            var training = split.training();
            return given(plan.sized(training.size(), training.rows(), training.columns()));
        }
        return new PlanTrials<>(plan, examples, fitting.stop(), trainer).fit();
    }
}
