package io.glyphstream.model.neural;

import io.glyphstream.model.Augmentation;

/**
 * How a network learns, whatever its form: with its form, its examples and these settings its weights are decided.
 *
 * @param selection the error below which an image goes back through the network only at random; see {@link Selection}. 0 for
 *     none, which all perceptrons have
 */
public record LearningSettings(
        Optimizer optimizer,
        LearningRateSchedule schedule,
        EpochSettings epochSettings,
        Regularization regularization,
        Augmentation augmentation,
        double selection,
        long seed) {

    public LearningSettings {
        if (!(selection >= 0 && selection <= 2)) {
            throw new IllegalArgumentException("selective backpropagation must be within [0, 2] but was " + selection);
        }
    }

    /** Returns settings with which all images go back through the network. */
    public LearningSettings(
            Optimizer optimizer,
            LearningRateSchedule schedule,
            EpochSettings epochSettings,
            Regularization regularization,
            Augmentation augmentation,
            long seed) {
        this(optimizer, schedule, epochSettings, regularization, augmentation, 0, seed);
    }

    /** Returns the same settings with another seed. */
    public LearningSettings withSeed(long other) {
        return new LearningSettings(optimizer, schedule, epochSettings, regularization, augmentation, selection, other);
    }
}
