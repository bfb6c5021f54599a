package io.glyphstream.trainer;

import io.glyphstream.model.neural.EpochMetrics;

/** Listens to a training. Must be quick, and throw nothing. */
public interface TrainerListener {

    /** Called on the training thread after every step. */
    default void stepDone(TrainingProgress progress) {}

    /** Called on the training thread after every epoch. */
    default void epochDone(EpochMetrics metrics) {}

    /** Called while the model is measured on held-out images, on any thread. */
    default void evaluated(int done, int total) {}

    /** Returns a listener that does nothing. */
    static TrainerListener silent() {
        return new TrainerListener() {};
    }
}
