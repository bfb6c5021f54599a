package io.glyphstream.model;

/** Trains perceptrons by backpropagation. The result is the same bits for any number of threads. */
public final class PerceptronTraining {

    private final TrainingSettings settings;
    private final int threads;
    private final TrainingListener listener;
    private volatile boolean stopRequested;

    public PerceptronTraining(TrainingSettings settings, int threads, TrainingListener listener) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1 but was " + threads);
        }
        this.settings = settings;
        this.threads = threads;
        this.listener = listener;
    }

    /** Asks for an early end, from any thread: {@code train} returns after the running step, with the best so far. */
    public void stop() {
        stopRequested = true;
    }

    /**
     * Returns a network trained from random weights.
     *
     * @param validation measured after each epoch to find the best one; may be empty
     */
    public TrainingResult train(Examples training, Examples validation) {
        throw new UnsupportedOperationException(settings + " " + threads + listener + stopRequested);
    }

    /** Returns a network trained from the weights of another, which has the form that the settings name. */
    public TrainingResult train(Perceptron start, Examples training, Examples validation) {
        throw new UnsupportedOperationException(start + " " + training + validation);
    }
}
