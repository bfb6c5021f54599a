package io.glyphstream.trainer;

import java.time.Duration;

/**
 * How far a training is.
 *
 * @param purpose what is trained for; each training has progress of its own
 * @param epoch counted from 1
 * @param batch counted from 1 in each epoch
 * @param loss of this step, before it changed the weights
 * @param accuracy of this step, likewise
 * @param left the time that all remaining epochs will take at the pace so far; an early stop makes it less
 */
public record TrainingProgress(
        Purpose purpose,
        int epoch,
        int epochs,
        int batch,
        int batches,
        double loss,
        double accuracy,
        Duration elapsed,
        Duration left) {

    /** Returns the share of all steps that is done. */
    public double share() {
        return share(epoch, epochs, batch, batches);
    }

    static double share(int epoch, int epochs, int batch, int batches) {
        return (epoch - 1 + (double) batch / batches) / epochs;
    }

    /** What a network is trained for. */
    public enum Purpose {
        /** To find out which settings suit the data. */
        CHOOSING,
        /** To be the model. */
        TRAINING
    }
}
