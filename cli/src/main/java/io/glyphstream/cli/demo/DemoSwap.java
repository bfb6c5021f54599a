package io.glyphstream.cli.demo;

import io.glyphstream.cli.command.Texts;
import io.glyphstream.model.Classifier;
import io.glyphstream.processor.ImageProcessor;
import io.glyphstream.registry.References;
import io.glyphstream.registry.following.ModelSet;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.trainer.ModelTrainer;
import io.glyphstream.trainer.TrainerListener;
import io.glyphstream.trainer.TrainingProgress;
import io.glyphstream.trainer.release.ReleaseOutcome;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The training of a better model and its swap, while images stream. */
final class DemoSwap implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DemoSwap.class);
    private static final double SECONDS_AT_MOST_UNKNOWN = 10;
    private static final double SECONDS_TO_RELEASE = 1.5;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final DemoModels models;
    private final DemoReleases releases;
    private final ImageProcessor processor;
    private final DemoView view;
    private final ModelTrainer trainer;
    private final Thread thread = new Thread(this::run, "demo-swap");
    private volatile Optional<TrainingProgress> progress = Optional.empty();
    private volatile boolean measuring;
    private volatile boolean done;

    DemoSwap(DemoModels models, DemoReleases releases, ImageProcessor processor, DemoView view) {
        this.models = models;
        this.releases = releases;
        this.processor = processor;
        this.view = view;
        this.trainer = models.trainer();
    }

    void start() {
        thread.start();
    }

    /** Returns how long it will probably take; 0 once it is over. */
    double secondsLeft() {
        if (done) {
            return 0;
        }
        double training =
                progress.map(known -> known.left().toMillis() / 1000.0).orElse(SECONDS_AT_MOST_UNKNOWN);
        return training + SECONDS_TO_RELEASE;
    }

    /** Returns what goes on, or nothing when it is over. */
    String text() {
        if (done) {
            return "";
        }
        if (measuring) {
            return "measuring the better one";
        }
        return "training a better one"
                + progress.map(known -> ": " + Texts.remark(known)).orElse("");
    }

    /** Ends the training, if it still goes on, and waits until nothing does. */
    @Override
    public void close() {
        trainer.stop();
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            var model = models.betterPerceptron(trainer, new Listener());
            ReleaseOutcome outcome = releases.championIfBetter(model);
            if (outcome.kind() != ReleaseOutcome.Kind.PROMOTED) {
                view.say(References.text(outcome.reference()) + " was not promoted: " + outcome.reason());
                return;
            }
            awaitServing(outcome.reference());
            view.say("swapped in " + References.text(outcome.reference()) + ": " + outcome.reason());
        } catch (RuntimeException | Error failed) {
            LOG.info("Training the better model failed", failed);
            view.say("training the better model failed: " + failed.getMessage());
        } finally {
            done = true;
        }
    }

    private void awaitServing(ModelReference reference) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isServing(reference) && System.nanoTime() < deadline && !Thread.interrupted()) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    private boolean isServing(ModelReference reference) {
        Optional<ModelSet<Classifier>> serving = processor.models();
        return serving.filter(set -> set.champion().reference().equals(reference))
                .isPresent();
    }

    /** Listens to the training. */
    private final class Listener implements TrainerListener {

        @Override
        public void stepDone(TrainingProgress now) {
            progress = Optional.of(now);
        }

        @Override
        public void evaluated(int images, int total) {
            measuring = true;
        }
    }
}
