package io.glyphstream.model.perceptron;

/** Hears how training goes on, on the training thread: answers quickly, and throws nothing. */
public interface TrainingListener {

    /** Hears of every step. */
    default void batchDone(BatchMetrics metrics) {}

    /** Hears of every epoch. */
    default void epochDone(EpochMetrics metrics) {}

    /** Returns a listener that ignores everything. */
    static TrainingListener silent() {
        return new TrainingListener() {};
    }
}
