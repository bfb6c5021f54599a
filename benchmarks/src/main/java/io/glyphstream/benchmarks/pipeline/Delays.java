package io.glyphstream.benchmarks.pipeline;

import java.util.Arrays;
import java.util.List;
import org.HdrHistogram.Histogram;

/** How long each image of an even pace took, by the instant at which it was due. */
final class Delays {

    private static final long MOST_NANOS = 120_000_000_000L;
    private static final int SIGNIFICANT_DIGITS = 3;
    private static final long MISSING = -1;

    private final long start;
    private final double rate;
    private final long[] nanos;
    private int missing;

    /** @param start the first image's instant, in {@link System#nanoTime()} */
    Delays(long start, double rate, int count) {
        this.start = start;
        this.rate = rate;
        this.nanos = new long[count];
        Arrays.fill(nanos, MISSING);
        missing = count;
    }

    int count() {
        return nanos.length;
    }

    int missing() {
        return missing;
    }

    /** Returns the instant at which an image has to come to be. */
    long due(int number) {
        return start + (long) (number * 1e9 / rate);
    }

    /** Notes an answer; a second one to the same image is a broken promise. */
    void arrived(int number, long now) {
        if (nanos[number] != MISSING) {
            throw new IllegalStateException("image " + number + " was answered twice");
        }
        nanos[number] = Math.max(0, now - due(number));
        missing--;
    }

    /** Adds the delays of all images due within one of the spans to a histogram, or of all others due after the warm-up. */
    void record(Histogram histogram, long from, List<Span> spans, Side side) {
        for (int number = 0; number < nanos.length; number++) {
            long due = due(number);
            boolean within = spans.stream().anyMatch(span -> span.contains(due));
            if (due >= from && within == (side == Side.WITHIN)) {
                histogram.recordValue(Math.min(nanos[number], MOST_NANOS));
            }
        }
    }

    static Histogram histogram() {
        return new Histogram(MOST_NANOS, SIGNIFICANT_DIGITS);
    }

    enum Side {
        WITHIN,
        WITHOUT
    }

    /** A span of time in {@link System#nanoTime()}; its end is not part of it. */
    record Span(long from, long to) {
        boolean contains(long instant) {
            return instant - from >= 0 && instant - to < 0;
        }
    }
}
