package io.glyphstream.datasets.pictures;

/** Counts of the values 0 to 255. */
final class Histograms {

    private Histograms() {}

    static long total(int[] histogram) {
        long total = 0;
        for (int count : histogram) {
            total += count;
        }
        return total;
    }

    /** Returns how many were counted within [low, high]. */
    static long between(int[] histogram, int low, int high) {
        long between = 0;
        for (int value = Math.max(0, low); value <= Math.min(histogram.length - 1, high); value++) {
            between += histogram[value];
        }
        return between;
    }

    /** Returns the least value that at least {@code part} of the counted ones do not exceed. */
    static int quantile(int[] histogram, double part) {
        long total = total(histogram);
        long below = 0;
        for (int value = 0; value < histogram.length; value++) {
            below += histogram[value];
            if (below >= part * total) {
                return value;
            }
        }
        return histogram.length - 1;
    }
}
