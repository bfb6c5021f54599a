package io.glyphstream.model.neural;

/** Listens to a training, on its thread. Must be quick, and throw nothing. */
public interface TrainingListener {

    /** Called after every step. */
    default void batchDone(BatchMetrics metrics) {}

    /** Called after every epoch. */
    default void epochDone(EpochMetrics metrics) {}

    /** Returns a listener that ignores everything. */
    static TrainingListener silent() {
        return new TrainingListener() {};
    }
}
