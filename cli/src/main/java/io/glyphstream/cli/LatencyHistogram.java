package io.glyphstream.cli;

/** How long things took, to the millisecond up to a minute. */
final class LatencyHistogram {

    private static final int MOST_MILLIS = 60_000;

    private final long[] counts = new long[MOST_MILLIS + 1];
    private long total;

    /** Longer than a minute counts as a minute; less than nothing, when clocks were set back, as nothing. */
    void add(long millis) {
        counts[(int) Math.max(0, Math.min(MOST_MILLIS, millis))]++;
        total++;
    }

    /** Returns the time within which this share of all things was done; 0 when there were none. */
    int percentile(double share) {
        long rank = (long) Math.ceil(share * total);
        long before = 0;
        for (int millis = 0; millis <= MOST_MILLIS; millis++) {
            before += counts[millis];
            if (before >= rank && before > 0) {
                return millis;
            }
        }
        return 0;
    }
}
