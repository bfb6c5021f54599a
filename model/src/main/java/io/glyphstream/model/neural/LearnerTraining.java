package io.glyphstream.model.neural;

import io.glyphstream.matrix.WorkerPool;
import io.glyphstream.matrix.Workers;
import io.glyphstream.model.Classifier;
import io.glyphstream.model.Examples;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Trains networks of any form on threads of its own. The result is the same bits for any number of threads. */
public final class LearnerTraining {

    private final LearningSettings settings;
    private final int threads;
    private final TrainingListener listener;
    private volatile boolean stopRequested;

    /**
     * Returns a training with these settings.
     *
     * @param threads share out the mathematics and the preparation of images; where images are distorted, a single thread
     *     has another prepare them
     */
    public LearnerTraining(LearningSettings settings, int threads, TrainingListener listener) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1 but was " + threads);
        }
        this.settings = settings;
        this.threads = threads;
        this.listener = listener;
    }

    /**
     * Asks for an early end, from any thread or the listener: {@code train} returns after the running step, with the best
     * so far. When the listener asks at the end of an epoch, no further step is taken.
     */
    public void stop() {
        stopRequested = true;
    }

    /**
     * Returns what a network has learned.
     *
     * @param start the network before its first step
     * @param form how it takes pixels and gives answers
     * @param learner makes the network that learns, with the threads that share its mathematics out
     * @throws DivergedException if the loss stops being a number
     */
    public <C extends Classifier> TrainingResult<C> train(
            C start, InputAndOutput form, Examples.Split examples, Function<Workers, Learner<C>> learner) {
        requireExamples(examples.training(), examples.validation());
        if (threads > 1) {
            // One more thread for the images would take turns with these, and all would wait for whose turn it is not.
            try (var pool = new WorkerPool(threads)) {
                var source = new BatchSource(examples.training(), settings, form.scaling(), Runnable::run, pool);
                return run(start, form, source, examples.validation(), pool, learner);
            }
        }
        if (settings.augmentation().isNone()) {
            var source = new BatchSource(examples.training(), settings, form.scaling(), Runnable::run, Workers.alone());
            return run(start, form, source, examples.validation(), Workers.alone(), learner);
        }
        ExecutorService preparation = Executors.newSingleThreadExecutor(task -> {
            var thread = new Thread(task, "image-preparation");
            thread.setDaemon(true);
            return thread;
        });
        try {
            var source = new BatchSource(examples.training(), settings, form.scaling(), preparation, Workers.alone());
            return run(start, form, source, examples.validation(), Workers.alone(), learner);
        } finally {
            preparation.shutdown();
        }
    }

    private <C extends Classifier> TrainingResult<C> run(
            C start,
            InputAndOutput form,
            BatchSource source,
            Examples validation,
            Workers workers,
            Function<Workers, Learner<C>> learner) {
        var network = learner.apply(workers);
        var validator = new Validator<>(validation, form.output(), network::score, workers);
        return new TrainingRun<>(settings, listener, start, network, source, validator).toTheEnd(() -> stopRequested);
    }

    /** Refuses examples that a network cannot learn from or be measured on. */
    public static void requireExamples(Examples training, Examples validation) {
        if (training.size() == 0) {
            throw new IllegalArgumentException("there must be examples to learn from but there were none");
        }
        if (!validation.shape().equals(training.shape()) || validation.classes() != training.classes()) {
            throw new IllegalArgumentException(
                    "validation examples must be like the training examples: " + training + " but were " + validation);
        }
    }

    /** How pixels become inputs, and what the last layer returns. */
    public record InputAndOutput(InputScaling scaling, OutputLayer output) {}
}
