package io.glyphstream.console.stream;

import java.util.List;
import java.util.Optional;

/**
 * What the pipeline did in one second.
 *
 * @param number counted from 1, without gaps
 * @param at milliseconds since 1970
 * @param rate images answered a second; empty while it is not known
 * @param lag images that wait; empty while it is not known
 * @param p50 milliseconds from capture to answer that half of the answers did not exceed; empty without answers
 * @param p99 what 99 of 100 did not exceed
 * @param accuracy of each version that answered
 */
public record LivePoint(
        long number,
        long at,
        Optional<Double> rate,
        Optional<Long> lag,
        Optional<Long> p50,
        Optional<Long> p99,
        List<RecentAccuracy> accuracy) {

    public LivePoint {
        accuracy = List.copyOf(accuracy);
    }
}
