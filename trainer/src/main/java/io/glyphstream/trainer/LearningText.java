package io.glyphstream.trainer;

import io.glyphstream.model.Augmentation;
import io.glyphstream.model.neural.EpochSettings;
import io.glyphstream.model.neural.LearningRateSchedule;
import io.glyphstream.model.neural.LearningSettings;
import io.glyphstream.model.neural.Optimizer;
import io.glyphstream.model.neural.Regularization;

/** The names of the settings that say how a network learns. */
final class LearningText {

    private static final String FULL = "full";
    private static final String NEVER = "never";

    private LearningText() {}

    /** Writes how the weights change, from the optimizer to the dropout of inputs. */
    static void writeSteps(LearningSettings learning, SettingsText text) {
        var writer = new Writer(text);
        learning.optimizer().accept(writer);
        learning.schedule().accept(writer);
        var epochs = learning.epochSettings();
        text.put("epochs", epochs.epochs());
        text.put("batch-size", epochs.batchSize() == EpochSettings.FULL_BATCH ? FULL : "" + epochs.batchSize());
        text.put("patience", epochs.patience() == EpochSettings.NO_EARLY_STOP ? NEVER : "" + epochs.patience());
        text.put("averaging", epochs.averaging());
        text.put("weight-decay", learning.regularization().weightDecay());
        text.put("input-dropout", learning.regularization().inputDropout());
    }

    /** Writes how images are distorted, how many are set apart, and the seed. */
    static void writeImages(LearningSpec<?> spec, SettingsText text) {
        var augmentation = spec.learning().augmentation();
        text.put("shift", augmentation.shift());
        text.put("rotation", augmentation.rotation());
        text.put("scale", augmentation.scale());
        text.put("shear", augmentation.shear());
        text.put("elastic", augmentation.elastic());
        text.put("elastic-spacing", augmentation.elasticSpacing());
        text.put("validation-share", spec.validationShare());
        text.put("seed", spec.seed());
    }

    /** Reads all of it, but for the share of images that are set apart. */
    static LearningSettings read(SettingsText text) {
        var epochs = new EpochSettings(
                text.integer("epochs"),
                text.integerOr("batch-size", FULL).orElse(EpochSettings.FULL_BATCH),
                text.integerOr("patience", NEVER).orElse(EpochSettings.NO_EARLY_STOP),
                text.decimal("averaging"));
        var regularization = new Regularization(
                text.decimal("weight-decay"), text.decimal("input-dropout"), text.decimal("hidden-dropout", 0));
        var augmentation = new Augmentation(
                text.decimal("shift"),
                text.decimal("rotation"),
                text.decimal("scale"),
                text.decimal("shear"),
                text.decimal("elastic"),
                text.decimal("elastic-spacing"));
        return new LearningSettings(
                optimizer(text),
                schedule(text),
                epochs,
                regularization,
                augmentation,
                text.decimal("selective-backprop", 0),
                text.number("seed"));
    }

    private static Optimizer optimizer(SettingsText text) {
        var rate = text.decimal("learning-rate");
        return switch (text.constant("optimizer", OptimizerName.class)) {
            case SGD -> new Optimizer.GradientDescent(rate, text.decimal("momentum", 0.9));
            case ADAM -> {
                var usual = Optimizer.Adam.withRate(rate);
                yield new Optimizer.Adam(
                        rate,
                        text.decimal("first-decay", usual.firstDecay()),
                        text.decimal("second-decay", usual.secondDecay()),
                        text.decimal("epsilon", usual.epsilon()));
            }
        };
    }

    private static LearningRateSchedule schedule(SettingsText text) {
        return switch (text.constant("schedule", ScheduleName.class)) {
            case CONSTANT -> new LearningRateSchedule.Constant();
            case COSINE ->
                new LearningRateSchedule.Cosine(text.decimal("warm-up-epochs", 0), text.decimal("final-share", 0));
            case STEP ->
                new LearningRateSchedule.Step(text.integer("step-epochs", 10), text.decimal("step-factor", 0.5));
        };
    }

    /** Writes the settings that one kind of optimizer or schedule has and others have not. */
    private record Writer(SettingsText text) implements Optimizer.Visitor, LearningRateSchedule.Visitor {

        @Override
        public void gradientDescent(Optimizer.GradientDescent descent) {
            text.put("optimizer", OptimizerName.SGD);
            text.put("learning-rate", descent.learningRate());
            text.put("momentum", descent.momentum());
        }

        @Override
        public void adam(Optimizer.Adam adam) {
            text.put("optimizer", OptimizerName.ADAM);
            text.put("learning-rate", adam.learningRate());
            text.put("first-decay", adam.firstDecay());
            text.put("second-decay", adam.secondDecay());
            text.put("epsilon", adam.epsilon());
        }

        @Override
        public void constant() {
            text.put("schedule", ScheduleName.CONSTANT);
        }

        @Override
        public void cosine(LearningRateSchedule.Cosine cosine) {
            text.put("schedule", ScheduleName.COSINE);
            text.put("warm-up-epochs", cosine.warmUpEpochs());
            text.put("final-share", cosine.finalShare());
        }

        @Override
        public void step(LearningRateSchedule.Step step) {
            text.put("schedule", ScheduleName.STEP);
            text.put("step-epochs", step.everyEpochs());
            text.put("step-factor", step.factor());
        }
    }

    private enum OptimizerName {
        SGD,
        ADAM
    }

    private enum ScheduleName {
        CONSTANT,
        COSINE,
        STEP
    }
}
