package io.glyphstream.model.neural;

import io.glyphstream.model.Classifier;
import io.glyphstream.model.Examples;

/** The training of a kind of networks, with settings of its own. */
public interface Training<C extends Classifier> {

    /**
     * Asks for an early end, from any thread or the listener: {@code train} returns after the running step, with the best
     * so far. When the listener asks at the end of an epoch, no further step is taken.
     */
    void stop();

    /**
     * Returns a network trained from random weights.
     *
     * @param validation measured after each epoch to find the best one; may be empty
     * @throws IllegalArgumentException if the settings do not fit the images
     * @throws DivergedException if the loss stops being a number
     */
    TrainingResult<C> train(Examples examples, Examples validation);

    /**
     * Returns a network trained from the weights of another, which has the form that the settings name.
     *
     * @throws IllegalArgumentException if it has another form
     * @throws DivergedException if the loss stops being a number
     */
    TrainingResult<C> train(C start, Examples examples, Examples validation);
}
