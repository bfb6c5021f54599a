package io.glyphstream.trainer;

import io.glyphstream.model.Augmentation;
import io.glyphstream.model.neural.EpochSettings;
import io.glyphstream.model.neural.LearningRateSchedule;
import io.glyphstream.model.neural.LearningSettings;
import io.glyphstream.model.neural.Optimizer;
import io.glyphstream.model.neural.Regularization;
import io.glyphstream.model.perceptron.TrainingSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Settings that belong together, for each kind of network. They are those for MNIST; {@link PerceptronPlan} and
 * {@link NetworkPlan} fit them to other data.
 */
public enum Preset {
    /** A good network within seconds. */
    QUICK(2_000, 1_500) {
        @Override
        TrainingSettings settings(long seed) {
            return TrainingSettings.quick(seed);
        }

        @Override
        NetworkSpec network(long seed) {
            var learning = new LearningSettings(
                    Optimizer.Adam.withRate(0.003),
                    new LearningRateSchedule.Cosine(0.3, 0),
                    EpochSettings.of(3, 32),
                    Regularization.NONE,
                    new Augmentation(1, 6, 0.06, 0.06, 0, 4),
                    seed);
            return new NetworkSpec(
                    "conv16x5,pool2,conv32x5,pool2,dense128", 1, learning, PerceptronSpec.USUAL_VALIDATION_SHARE);
        }
    },
    /** The best network that a few minutes give. */
    ACCURATE(5_000, 5_000) {
        @Override
        TrainingSettings settings(long seed) {
            return TrainingSettings.accurate(seed);
        }

        @Override
        NetworkSpec network(long seed) {
            var learning = new LearningSettings(
                    Optimizer.Adam.withRate(0.002),
                    new LearningRateSchedule.Cosine(0.5, 0),
                    new EpochSettings(20, 64, EpochSettings.NO_EARLY_STOP, 0.998),
                    new Regularization(0, 0, 0.3),
                    new Augmentation(1.5, 10, 0.1, 0.1, 1, 4),
                    0.3,
                    seed);
            // The rate ends at zero, so the average of the last weights is kept, and no image is set apart.
            return new NetworkSpec("conv32x5,pool2,conv32x3,conv64x3,pool2,dense128", 4, learning, 0);
        }
    };

    private final int leastSteps;
    private final int leastNetworkSteps;

    Preset(int leastSteps, int leastNetworkSteps) {
        this.leastSteps = leastSteps;
        this.leastNetworkSteps = leastNetworkSteps;
    }

    /** Returns the names of all presets, the usual one first. */
    static List<String> texts() {
        return Arrays.stream(values()).map(Preset::text).toList();
    }

    /**
     * Returns the preset of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Preset of(String text) {
        return Arrays.stream(values())
                .filter(preset -> preset.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the preset must be " + String.join(" or ", texts()) + " but was '" + text + "'"));
    }

    /** Returns its name, as recipes and the command line have it: {@code quick}. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    abstract TrainingSettings settings(long seed);

    /** Returns the settings of a convolutional network. */
    abstract NetworkSpec network(long seed);

    /** Returns how many changes of its weights a convolutional network needs however few images there are. */
    int leastNetworkSteps() {
        return leastNetworkSteps;
    }

    /** Returns how many changes of its weights a perceptron needs however few images there are. */
    int leastSteps() {
        return leastSteps;
    }
}
