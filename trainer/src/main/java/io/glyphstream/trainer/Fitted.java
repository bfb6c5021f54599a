package io.glyphstream.trainer;

import io.glyphstream.model.Classifier;
import java.util.List;
import java.util.Optional;

/**
 * A model that has learned, before it is measured.
 *
 * @param spec all settings, with which the same data give the same model again
 * @param trials what was tried to find them
 */
record Fitted(
        ModelSpec spec,
        Classifier classifier,
        Optional<TrainingReport.TrainingHistory> history,
        int trainedOn,
        int validatedOn,
        List<TrainingReport.TrialFacts> trials) {

    Fitted {
        trials = List.copyOf(trials);
        if (!spec.kind().models().contains(classifier.kind())) {
            throw new IllegalArgumentException("a spec of " + spec.kind().name() + " must make a "
                    + spec.kind().modelNames() + " but made a "
                    + classifier.kind().name());
        }
    }

    Fitted with(List<TrainingReport.TrialFacts> tried) {
        return new Fitted(spec, classifier, history, trainedOn, validatedOn, tried);
    }
}
