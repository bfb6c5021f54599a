package io.glyphstream.model.perceptron;

import io.glyphstream.model.Augmentation;
import io.glyphstream.model.neural.EpochSettings;
import io.glyphstream.model.neural.LearningRateSchedule;
import io.glyphstream.model.neural.LearningSettings;
import io.glyphstream.model.neural.Optimizer;
import io.glyphstream.model.neural.Regularization;

/** Everything that decides what a perceptron becomes, besides its examples: the same settings give the same weights. */
public record TrainingSettings(
        NetworkSettings network,
        Optimizer optimizer,
        LearningRateSchedule schedule,
        EpochSettings epochSettings,
        Regularization regularization,
        Augmentation augmentation,
        long seed) {

    /** Returns the settings that do not depend on the form of a network. */
    public LearningSettings learning() {
        return new LearningSettings(optimizer, schedule, epochSettings, regularization, augmentation, seed);
    }

    /** Returns settings for a good network within seconds. */
    public static TrainingSettings quick(long seed) {
        return new TrainingSettings(
                NetworkSettings.classifier(500),
                Optimizer.Adam.withRate(0.002),
                new LearningRateSchedule.Cosine(0.5, 0),
                EpochSettings.of(8, 128),
                Regularization.NONE,
                new Augmentation(1, 6, 0.06, 0.06, 0, 4),
                seed);
    }

    /** Returns settings for the best network that a few minutes give. */
    public static TrainingSettings accurate(long seed) {
        return new TrainingSettings(
                NetworkSettings.classifier(1024, 512),
                Optimizer.Adam.withRate(0.001),
                new LearningRateSchedule.Cosine(1, 0),
                EpochSettings.of(60, 128),
                Regularization.NONE,
                new Augmentation(1.5, 10, 0.1, 0.15, 2, 4),
                seed);
    }
}
