package io.glyphstream.model.neural;

import io.glyphstream.model.Augmentation;

/** How a network learns, whatever its form: with its form, its examples and these settings its weights are decided. */
public record LearningSettings(
        Optimizer optimizer,
        LearningRateSchedule schedule,
        EpochSettings epochSettings,
        Regularization regularization,
        Augmentation augmentation,
        long seed) {

    /** Returns the same settings with another seed. */
    public LearningSettings withSeed(long other) {
        return new LearningSettings(optimizer, schedule, epochSettings, regularization, augmentation, other);
    }
}
