package io.glyphstream.producer;

import java.time.Duration;
import java.util.Optional;

/**
 * What a run came to.
 *
 * @param sent images taken from the feed: the sum of the next two
 * @param acknowledged images that all in-sync replicas have
 * @param failed images that were refused, or never confirmed; one that was never confirmed may still have arrived
 */
public record ProduceResult(
        long sent, long acknowledged, long failed, Optional<Failure> firstFailure, Duration elapsed, End end) {

    public ProduceResult {
        if (sent != acknowledged + failed) {
            throw new IllegalArgumentException(
                    "sent must be acknowledged + failed but was " + sent + " for " + acknowledged + " + " + failed);
        }
    }

    /** Acknowledged images a second over the whole run. */
    public double imagesPerSecond() {
        var seconds = elapsed.toNanos() / 1e9;
        return seconds > 0 ? acknowledged / seconds : 0;
    }

    /** Why a run ended. */
    public enum End {
        /** There were no more images. */
        EXHAUSTED,
        /** Somebody asked for it. */
        STOPPED,
        /** The broker could not be reached any more or refused everything. */
        FAILED
    }

    /** The image that failed first, and why. */
    public record Failure(String imageId, String reason) {}
}
