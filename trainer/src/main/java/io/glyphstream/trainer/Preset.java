package io.glyphstream.trainer;

import io.glyphstream.model.perceptron.TrainingSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

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

    /** Returns how many changes of the weights a network needs however few images there are. */
    int leastSteps() {
        return leastSteps;
    }
}
