package io.glyphstream.model.neural;

import io.glyphstream.model.Classifier;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** One training from its first step to its last; used once. */
final class TrainingRun<C extends Classifier> {

    private final LearningSettings settings;
    private final TrainingListener listener;
    private final Learner<C> network;
    private final BatchSource source;
    private final Validator<C> validator;
    private final List<EpochMetrics> history = new ArrayList<>();
    private C best;
    private int bestEpoch;
    private double bestLoss = Double.POSITIVE_INFINITY;
    private long steps;

    TrainingRun(
            LearningSettings settings,
            TrainingListener listener,
            C start,
            Learner<C> network,
            BatchSource source,
            Validator<C> validator) {
        this.settings = settings;
        this.listener = listener;
        this.best = start;
        this.network = network;
        this.source = source;
        this.validator = validator;
    }

    /** Trains until all epochs are done, nothing becomes better any more, or somebody asks to stop. */
    TrainingResult<C> toTheEnd(BooleanSupplier stopRequested) {
        int epochs = settings.epochSettings().epochs();
        for (int epoch = 1; epoch <= epochs; epoch++) {
            Measure measure = Measure.NOTHING;
            for (int batch = 1; batch <= source.steps(); batch++) {
                measure = measure.plus(step(epoch, batch));
                if (stopRequested.getAsBoolean() && !(epoch == epochs && batch == source.steps())) {
                    return stopped(epoch);
                }
            }
            finish(epoch, measure);
            if (epoch < epochs && stopRequested.getAsBoolean()) {
                return result(TrainingResult.Ending.STOPPED);
            }
            if (epoch < epochs
                    && (long) epoch - bestEpoch >= settings.epochSettings().patience()) {
                return result(TrainingResult.Ending.EARLY_STOP);
            }
        }
        return result(TrainingResult.Ending.COMPLETED);
    }

    private Measure step(int epoch, int batch) {
        steps++;
        var step = new Step(settings, rate(epoch, batch), steps);
        Measure measure = Measure.NOTHING;
        boolean last = false;
        while (!last) {
            Batch images = source.take();
            last = images.microBatch().isLast();
            measure = measure.plus(network.learn(images, step));
            source.giveBack(images);
        }
        if (!Double.isFinite(measure.loss())) {
            throw new DivergedException(epoch, batch, measure.loss(), step.rate());
        }
        listener.batchDone(new BatchMetrics(epoch, batch, source.steps(), measure.meanLoss(), measure.accuracy()));
        return measure;
    }

    /** The schedule is asked about the middle of each step, so that neither the first nor the last has a rate of zero. */
    private double rate(int epoch, int batch) {
        double progress = epoch - 1 + (batch - 0.5) / source.steps();
        return settings.optimizer().learningRate()
                * settings.schedule().factor(progress, settings.epochSettings().epochs());
    }

    private void finish(int epoch, Measure measure) {
        Measure validation = keepIfBest(epoch);
        double rate = rate(epoch, source.steps());
        var metrics = new EpochMetrics(
                epoch, rate, measure.meanLoss(), measure.accuracy(), validation.meanLoss(), validation.accuracy());
        history.add(metrics);
        listener.epochDone(metrics);
    }

    private Measure keepIfBest(int epoch) {
        var learned = network.learned();
        Measure validation = validator.of(learned);
        if (validator.isEmpty() || validation.meanLoss() < bestLoss) {
            best = learned;
            bestEpoch = epoch;
            bestLoss = validation.meanLoss();
        }
        return validation;
    }

    /** What an unfinished epoch has learned counts like any other. */
    private TrainingResult<C> stopped(int epoch) {
        keepIfBest(epoch);
        return result(TrainingResult.Ending.STOPPED);
    }

    private TrainingResult<C> result(TrainingResult.Ending ending) {
        return new TrainingResult<>(best, history, bestEpoch, ending);
    }
}
