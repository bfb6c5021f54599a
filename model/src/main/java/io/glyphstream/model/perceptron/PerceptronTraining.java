package io.glyphstream.model.perceptron;

import io.glyphstream.matrix.Kernel;
import io.glyphstream.matrix.WorkerPool;
import io.glyphstream.matrix.Workers;
import io.glyphstream.model.Examples;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Trains perceptrons by backpropagation. The result is the same bits for any number of threads. */
public final class PerceptronTraining {

    private final TrainingSettings settings;
    private final int threads;
    private final TrainingListener listener;
    private final Kernel kernel;
    private volatile boolean stopRequested;

    /**
     * Returns a training with these settings.
     *
     * @param threads share out the mathematics and the preparation of images; where images are distorted, a single thread
     *     has another prepare them
     */
    public PerceptronTraining(TrainingSettings settings, int threads, TrainingListener listener) {
        this(settings, threads, listener, Kernel.fastest());
    }

    PerceptronTraining(TrainingSettings settings, int threads, TrainingListener listener, Kernel kernel) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1 but was " + threads);
        }
        this.settings = settings;
        this.threads = threads;
        this.listener = listener;
        this.kernel = kernel;
    }

    /**
     * Asks for an early end, from any thread or the listener: {@code train} returns after the running step, with the best
     * so far. When the listener asks at the end of an epoch, no further step is taken.
     */
    public void stop() {
        stopRequested = true;
    }

    /**
     * Returns a network trained from random weights.
     *
     * @param validation measured after each epoch to find the best one; may be empty
     * @throws DivergedException if the loss stops being a number
     */
    public TrainingResult train(Examples training, Examples validation) {
        requireExamples(training, validation);
        int inputs = training.rows() * training.columns();
        var start = new Perceptron(
                training.rows(),
                training.columns(),
                settings.network().scaling(),
                Network.start(inputs, training.classes(), settings),
                settings.network().output());
        return train(start, training, validation);
    }

    /**
     * Returns a network trained from the weights of another, which has the form that the settings name.
     *
     * @throws DivergedException if the loss stops being a number
     */
    public TrainingResult train(Perceptron start, Examples training, Examples validation) {
        requireExamples(training, validation);
        requireFit(start, training);
        if (threads > 1) {
            // One more thread for the images would take turns with these, and all would wait for whose turn it is not.
            try (var pool = new WorkerPool(threads)) {
                var source = new BatchSource(training, settings, Runnable::run, pool);
                return run(start, source, training, validation, pool);
            }
        }
        if (settings.augmentation().isNone()) {
            var source = new BatchSource(training, settings, Runnable::run, Workers.alone());
            return run(start, source, training, validation, Workers.alone());
        }
        ExecutorService preparation = Executors.newSingleThreadExecutor(task -> {
            var thread = new Thread(task, "image-preparation");
            thread.setDaemon(true);
            return thread;
        });
        try {
            var source = new BatchSource(training, settings, preparation, Workers.alone());
            return run(start, source, training, validation, Workers.alone());
        } finally {
            preparation.shutdown();
        }
    }

    private TrainingResult run(
            Perceptron start, BatchSource source, Examples training, Examples validation, Workers workers) {
        List<DenseLayer> layers =
                start.denseLayers().stream().map(DenseLayer::copy).toList();
        int capacity = BatchSource.capacity(training, settings);
        var network = new Network(layers, capacity, settings, kernel, workers);
        var validator = new Validator(validation, settings.network(), kernel, workers);
        return new TrainingRun(settings, listener, start, network, source, validator).toTheEnd(() -> stopRequested);
    }

    private static void requireExamples(Examples training, Examples validation) {
        if (training.size() == 0) {
            throw new IllegalArgumentException("there must be examples to learn from but there were none");
        }
        if (validation.rows() != training.rows()
                || validation.columns() != training.columns()
                || validation.classes() != training.classes()) {
            throw new IllegalArgumentException(
                    "validation examples must be like the training examples: " + training + " but were " + validation);
        }
    }

    private void requireFit(Perceptron start, Examples training) {
        List<Integer> hidden = start.denseLayers().stream()
                .limit(start.denseLayers().size() - 1)
                .map(layer -> layer.outputs)
                .toList();
        NetworkSettings network = settings.network();
        if (!hidden.equals(network.hidden())
                || start.output() != network.output()
                || start.scaling() != network.scaling()) {
            throw new IllegalArgumentException("the first weights must be those of " + network + " but had hidden "
                    + hidden + ", output " + start.output() + ", scaling " + start.scaling());
        }
        if (start.rows() != training.rows()
                || start.columns() != training.columns()
                || start.classes() != training.classes()) {
            throw new IllegalArgumentException("the first weights must fit " + training + " but were for "
                    + start.classes() + " classes of " + start.rows() + " x " + start.columns());
        }
    }
}
