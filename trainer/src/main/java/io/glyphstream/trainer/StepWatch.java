package io.glyphstream.trainer;

import io.glyphstream.model.neural.BatchMetrics;
import io.glyphstream.model.neural.EpochMetrics;
import io.glyphstream.model.neural.TrainingListener;
import java.time.Duration;
import java.time.Instant;

/** Turns the mathematics' steps into progress with times. */
final class StepWatch implements TrainingListener {

    private final Fitting fitting;
    private final int epochs;
    private final TrainingProgress.Purpose purpose;
    private final Instant startedAt;

    StepWatch(Fitting fitting, int epochs, TrainingProgress.Purpose purpose) {
        this.fitting = fitting;
        this.epochs = epochs;
        this.purpose = purpose;
        this.startedAt = fitting.clock().instant();
    }

    @Override
    public void batchDone(BatchMetrics metrics) {
        var elapsed = Duration.between(startedAt, fitting.clock().instant());
        var share = TrainingProgress.share(metrics.epoch(), epochs, metrics.batch(), metrics.batches());
        var left = Duration.ofMillis(Math.round(elapsed.toMillis() * (1 - share) / share));
        fitting.listener()
                .stepDone(new TrainingProgress(
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
        fitting.listener().epochDone(metrics);
    }
}
