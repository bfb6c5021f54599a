package io.glyphstream.trainer;

import io.glyphstream.model.Examples;
import io.glyphstream.model.neighbors.NearestNeighbors;
import io.glyphstream.model.neural.BatchMetrics;
import io.glyphstream.model.neural.EpochMetrics;
import io.glyphstream.model.neural.TrainingListener;
import io.glyphstream.model.perceptron.PerceptronTraining;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a model of some training images, by any kind of spec. */
final class ModelFitting implements ModelSpec.Visitor<Fitted> {

    private final Examples examples;
    private final Optional<StartingWeights> start;
    private final int threads;
    private final Clock clock;
    private final StopRequest stop;
    private final TrainerListener listener;

    /** @param start the weights to begin with, of a perceptron; random ones if there are none */
    ModelFitting(
            Examples examples,
            Optional<StartingWeights> start,
            int threads,
            Clock clock,
            StopRequest stop,
            TrainerListener listener) {
        this.examples = examples;
        this.start = start;
        this.threads = threads;
        this.clock = clock;
        this.stop = stop;
        this.listener = listener;
    }

    @Override
    public Fitted neighbors(NeighborSpec spec) {
        var size = spec.referencesOf(examples.size());
        var classifier = NearestNeighbors.fit(examples.range(0, size), spec.neighbors());
        return new Fitted(spec, classifier, Optional.empty(), size, 0, List.of());
    }

    @Override
    public Fitted perceptron(PerceptronSpec spec) {
        return train(spec, examples.split(spec.validationShare(), spec.seed()), TrainingProgress.Purpose.TRAINING);
    }

    @Override
    public Fitted plan(PerceptronPlan asked) {
        var plan = start.map(weights -> asked.with(Map.of("hidden", weights.hidden())))
                .orElse(asked);
        if (plan.isByHand()) {
            return perceptron(plan.asPreset());
        }
        // Trials find the form of a network, which one that begins with another's weights has already.
        if (start.isPresent() || !plan.needsTrials(examples.size())) {
            var split = examples.split(plan.asPreset().validationShare(), plan.seed());
            var training = split.training();
            return perceptron(plan.sized(training.size(), training.rows(), training.columns()));
        }
        return new PlanTrials(plan, examples, stop, this::train).fit();
    }

    private Fitted train(PerceptronSpec spec, Examples.Split split, TrainingProgress.Purpose purpose) {
        var training = new PerceptronTraining(spec.training(), threads, new StepWatch(spec, purpose));
        var result = stop.during(
                training,
                () -> start.isPresent()
                        ? training.train(start.get().perceptron(), split.training(), split.validation())
                        : training.train(split.training(), split.validation()));
        var history = new TrainingReport.TrainingHistory(result.history(), result.bestEpoch(), result.ending());
        return new Fitted(
                spec,
                result.classifier(),
                Optional.of(history),
                split.training().size(),
                split.validation().size(),
                List.of());
    }

    /** Turns the mathematics' steps into progress with times. */
    private final class StepWatch implements TrainingListener {

        private final Instant startedAt = clock.instant();
        private final int epochs;
        private final TrainingProgress.Purpose purpose;

        StepWatch(PerceptronSpec spec, TrainingProgress.Purpose purpose) {
            this.epochs = spec.training().epochSettings().epochs();
            this.purpose = purpose;
        }

        @Override
        public void batchDone(BatchMetrics metrics) {
            var elapsed = Duration.between(startedAt, clock.instant());
            var share = TrainingProgress.share(metrics.epoch(), epochs, metrics.batch(), metrics.batches());
            var left = Duration.ofMillis(Math.round(elapsed.toMillis() * (1 - share) / share));
            listener.stepDone(new TrainingProgress(
                    purpose,
                    metrics.epoch(),
                    epochs,
                    metrics.batch(),
                    metrics.batches(),
                    metrics.loss(),
                    metrics.accuracy(),
                    elapsed,
                    left));
        }

        @Override
        public void epochDone(EpochMetrics metrics) {
            listener.epochDone(metrics);
        }
    }
}
