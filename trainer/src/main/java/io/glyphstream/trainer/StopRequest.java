package io.glyphstream.trainer;

import io.glyphstream.model.perceptron.PerceptronTraining;
import java.util.function.Supplier;

/** Somebody's wish that training ends soon, at any time and from any thread; it holds for every training from then on. */
final class StopRequest {

    private volatile boolean made;
    private volatile Runnable stopper = () -> {};

    void make() {
        made = true;
        stopper.run();
    }

    boolean isMade() {
        return made;
    }

    /** Does what a training is for, and stops the training when the wish comes meanwhile. */
    <T> T during(PerceptronTraining training, Supplier<T> work) {
        stopper = training::stop;
        if (made) {
            training.stop();
        }
        try {
            return work.get();
        } finally {
            stopper = () -> {};
        }
    }
}
