package io.glyphstream.trainer;

import io.glyphstream.model.Classifier;
import io.glyphstream.model.Examples;
import java.time.Clock;
import java.util.Optional;

/**
 * What a spec makes a model of, and what it may use for it.
 *
 * @param examples all training images
 * @param start the weights to begin with; none for random ones, or where a model is fitted in one go
 * @param threads how many to use; the model does not depend on it
 * @param stop tells a training to end soon
 * @param listener hears how the training goes
 */
record Fitting(
        Examples examples,
        Optional<StartingWeights> start,
        int threads,
        Clock clock,
        StopRequest stop,
        TrainerListener listener) {

    /**
     * Returns the model to begin with.
     *
     * @throws IllegalArgumentException if it is of another class
     */
    <C extends Classifier> Optional<C> start(Class<C> type) {
        return start.map(weights -> {
            if (!type.isInstance(weights.classifier())) {
                throw new IllegalArgumentException("the model whose weights it begins with must be a "
                        + type.getSimpleName() + " but was a "
                        + weights.classifier().kind().name());
            }
            return type.cast(weights.classifier());
        });
    }
}
