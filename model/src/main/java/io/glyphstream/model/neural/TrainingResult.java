package io.glyphstream.model.neural;

import io.glyphstream.model.Classifier;
import java.util.List;

/**
 * What training came to.
 *
 * @param classifier the network of the best epoch: that of the least validation loss, or the last one where there are
 *     no validation examples
 * @param history every finished epoch, in order
 * @param bestEpoch the epoch the network was taken from, counted from 1; an unfinished one where training was stopped
 */
public record TrainingResult<C extends Classifier>(
        C classifier, List<EpochMetrics> history, int bestEpoch, Ending ending) {

    public TrainingResult {
        history = List.copyOf(history);
    }

    /** Why training ended. */
    public enum Ending {
        /** All epochs are done. */
        COMPLETED,
        /** The validation loss had not become better for as long as patience lasts. */
        EARLY_STOP,
        /** Somebody asked for it. */
        STOPPED
    }
}
