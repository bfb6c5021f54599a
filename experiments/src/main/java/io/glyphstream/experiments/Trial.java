package io.glyphstream.experiments;

import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.model.Examples;
import io.glyphstream.model.neural.DivergedException;
import io.glyphstream.model.neural.EpochMetrics;
import io.glyphstream.model.neural.TrainingListener;
import io.glyphstream.model.neural.TrainingResult;
import io.glyphstream.model.perceptron.Perceptron;
import io.glyphstream.model.perceptron.PerceptronTraining;
import io.glyphstream.model.perceptron.TrainingSettings;
import io.glyphstream.trainer.evaluation.Evaluation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One training of a study, and what came of it.
 *
 * @param perceptron nothing where the loss stopped being a number
 * @param history every finished epoch
 * @param remark what is to be said of the training; may be empty
 */
record Trial(Plan plan, Optional<Perceptron> perceptron, List<EpochMetrics> history, Duration training, String remark) {

    Trial {
        history = List.copyOf(history);
    }

    /**
     * What is to be tried.
     *
     * @param setting its name among the trials of the study: {@code width 500, rate 0.01}
     */
    record Plan(String experiment, String setting, TrainingSettings settings, StopRule stopRule) {}

    /** When a training ends before its last epoch. */
    enum StopRule {
        NEVER,
        /** As scikit-learn does: when the loss has not fallen by 0.0001 below its best for ten epochs in a row. */
        LOSS_NO_LONGER_FALLS
    }

    /** Trains by a plan; whatever becomes of it is a result, unless somebody asks the laboratory to stop. */
    static Trial run(Laboratory laboratory, Plan plan, Examples examples, Examples validation) {
        var observer = new Observer(laboratory, plan);
        var training = new PerceptronTraining(plan.settings(), laboratory.threads(), observer);
        observer.training = Optional.of(training);
        long started = System.nanoTime();
        Optional<TrainingResult<Perceptron>> result = Optional.empty();
        String remark = "";
        try {
            result = Optional.of(laboratory.stopping(training::stop, () -> training.train(examples, validation)));
        } catch (DivergedException diverged) {
            remark = "diverged after " + observer.history.size() + " epochs";
        }
        var time = Duration.ofNanos(System.nanoTime() - started);
        return new Trial(plan, result.map(TrainingResult::classifier), observer.history, time, remark);
    }

    /**
     * Returns how the images are answered. A network whose weights are no numbers any more answers with the first class,
     * in NumPy as here.
     */
    Finding on(LabeledImages images, String name, Finding.Original original, Laboratory laboratory) {
        long started = System.nanoTime();
        int right = perceptron
                .map(network -> Math.toIntExact(
                        Evaluation.of(network, images, laboratory.threads(), Evaluation.EvaluationListener.silent())
                                .confusion()
                                .correct()))
                .orElseGet(() -> firstClass(images));
        var prediction = Duration.ofNanos(System.nanoTime() - started);
        return new Finding(
                plan.setting(),
                new Score(right, images.size(), name),
                lastLoss(),
                original,
                new Finding.Effort(
                        training,
                        prediction,
                        OptionalInt.of(history.size()),
                        OptionalLong.of(plan.settings().seed())),
                remark);
    }

    /** Returns the training loss of the last epoch, nothing where there is none. */
    OptionalDouble lastLoss() {
        return history.isEmpty() || perceptron.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(history.get(history.size() - 1).trainingLoss());
    }

    private static int firstClass(LabeledImages images) {
        int right = 0;
        for (int label : images.labels()) {
            right += label == 0 ? 1 : 0;
        }
        return right;
    }

    /** Follows a training, and ends it by its rule. */
    private static final class Observer implements TrainingListener {

        private static final double LEAST_FALL = 1e-4;
        private static final int PATIENCE = 10;

        private final Laboratory laboratory;
        private final Plan plan;
        private final List<EpochMetrics> history = new ArrayList<>();
        private Optional<PerceptronTraining> training = Optional.empty();
        private double best = Double.POSITIVE_INFINITY;
        private int idle;

        Observer(Laboratory laboratory, Plan plan) {
            this.laboratory = laboratory;
            this.plan = plan;
        }

        @Override
        public void epochDone(EpochMetrics metrics) {
            history.add(metrics);
            laboratory.watch(
                    plan.experiment() + ": " + plan.setting(),
                    metrics.epoch(),
                    plan.settings().epochSettings().epochs(),
                    String.format(Locale.ROOT, "loss %.4f", metrics.trainingLoss()));
            if (plan.stopRule() == StopRule.LOSS_NO_LONGER_FALLS && isIdle(metrics.trainingLoss())) {
                training.ifPresent(PerceptronTraining::stop);
            }
        }

        private boolean isIdle(double loss) {
            idle = loss > best - LEAST_FALL ? idle + 1 : 0;
            best = Math.min(best, loss);
            return idle > PATIENCE;
        }
    }
}
