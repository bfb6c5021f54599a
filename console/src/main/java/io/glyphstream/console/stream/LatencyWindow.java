package io.glyphstream.console.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/** How long answers took in the last seconds, in milliseconds. */
final class LatencyWindow {

    /** One histogram for each second. */
    private static final int SECONDS = 5;

    private static final long LONGEST = 24 * 3_600_000L;
    private static final int DIGITS = 2;

    private final Deque<Histogram> histograms = new ArrayDeque<>();
    private Histogram current = new Histogram(LONGEST, DIGITS);

    /** What half of the answers, and 99 of 100, did not exceed. */
    record Percentiles(long p50, long p99) {}

    /** Takes in how long one took; clocks of two machines may differ, so none took less than nothing. */
    void record(long millis) {
        current.recordValue(Math.min(LONGEST, Math.max(0, millis)));
    }

    /** Ends a second; returns the percentiles of the last five, or nothing if there was no answer. */
    Optional<Percentiles> tick() {
        histograms.addLast(current);
        var all = new Histogram(LONGEST, DIGITS);
        histograms.forEach(all::add);
        current = histograms.size() < SECONDS ? new Histogram(LONGEST, DIGITS) : histograms.removeFirst();
        current.reset();
        return all.getTotalCount() == 0
                ? Optional.empty()
                : Optional.of(new Percentiles(all.getValueAtPercentile(50), all.getValueAtPercentile(99)));
    }
}
