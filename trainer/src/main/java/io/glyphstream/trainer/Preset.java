package io.glyphstream.trainer;

import io.glyphstream.model.perceptron.TrainingSettings;

/** Perceptron settings that belong together. They are those for MNIST; {@link PerceptronPlan} fits them to other data. */
public enum Preset {
    /** A good network within seconds. */
    QUICK(2_000) {
        @Override
        TrainingSettings settings(long seed) {
            return TrainingSettings.quick(seed);
        }
    },
    /** The best network that a few minutes give. */
    ACCURATE(5_000) {
        @Override
        TrainingSettings settings(long seed) {
            return TrainingSettings.accurate(seed);
        }
    };

    private final int leastSteps;

    Preset(int leastSteps) {
        this.leastSteps = leastSteps;
    }

    abstract TrainingSettings settings(long seed);

    /** Returns how many changes of the weights a network needs however few images there are. */
    int leastSteps() {
        return leastSteps;
    }
}
