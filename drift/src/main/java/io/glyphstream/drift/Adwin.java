package io.glyphstream.drift;

import java.util.ArrayList;
import java.util.List;

/*
 * The window is not kept value by value. Its values are summed in buckets of 1, 2, 4, ... values, at most five of each size, the
 * newest smallest: one more and the two oldest of the size become one of twice the size. A window of n values so takes some
 * 5 log2(n) buckets, and a cut is looked for between buckets only.
 */
/**
 * ADWIN: a window over the newest values that is as long as their mean has not changed. When two parts of the window have
 * means that differ by more than chance allows, the older part is dropped, and that is an alarm.
 *
 * <p>Source: Albert Bifet and Ricard Gavaldà, Learning from Time-Changing Data with Adaptive Windowing, SIAM International
 * Conference on Data Mining 2007, the second algorithm (ADWIN2) with the bound for variances. Constants are those of MOA, so
 * that alarms come at the same values. Not thread-safe.
 */
public final class Adwin {
    /** The chance of an alarm in a window that did not change, for one look, if nothing else is wanted. */
    public static final double DEFAULT_DELTA = 0.002;

    /** A look for a change is taken at every value whose number is a multiple of this. */
    public static final int VALUES_BETWEEN_LOOKS = 32;

    private static final int MOST_BUCKETS_OF_A_SIZE = 5;
    private static final int SHORTEST_WINDOW = 10;
    private static final int SHORTEST_PART = 5;

    private final double delta;

    /** By size: element i has the buckets of 2^i values, the oldest first. */
    private final List<List<Bucket>> sizes = new ArrayList<>();

    private long values;
    private long width;
    private double sum;
    private double squares;

    /**
     * Neighboring values of the window.
     *
     * @param squares the sum of the squared distances from their mean
     */
    private record Bucket(double sum, double squares) {}

    /**
     * An empty window.
     *
     * @param delta the chance of an alarm in a window that did not change, within (0, 1)
     */
    public Adwin(double delta) {
        if (!(delta > 0 && delta < 1)) {
            throw new IllegalArgumentException("delta must be between 0 and 1 but was " + delta);
        }
        this.delta = delta;
        sizes.add(new ArrayList<>());
    }

    /**
     * Takes in a value and returns true if the window was cut, which is an alarm. A look is taken at every {@value #VALUES_BETWEEN_LOOKS}th value.
     *
     * @param value within [0, 1], such as 1 for a mistake and 0 for a right answer
     */
    public boolean add(double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("value must be within [0, 1] but was " + value);
        }
        if (width > 0) {
            double distance = value - sum / width;
            squares += width * distance * distance / (width + 1);
        }
        values++;
        width++;
        sum += value;
        sizes.get(0).add(new Bucket(value, 0));
        merge();
        return values % VALUES_BETWEEN_LOOKS == 0 && cut();
    }

    /** Returns how many values the window has. */
    public long width() {
        return width;
    }

    /** Returns the mean of the window; 0 if it is empty. */
    public double mean() {
        return width == 0 ? 0 : sum / width;
    }

    private void merge() {
        for (int i = 0; sizes.get(i).size() > MOST_BUCKETS_OF_A_SIZE; i++) {
            if (i + 1 == sizes.size()) {
                sizes.add(new ArrayList<>());
            }
            long count = 1L << i;
            var oldest = sizes.get(i).remove(0);
            var next = sizes.get(i).remove(0);
            double between = spread(oldest.sum, count, next.sum, count);
            sizes.get(i + 1).add(new Bucket(oldest.sum + next.sum, oldest.squares + next.squares + between));
        }
    }

    /** Drops the oldest bucket as long as there are two parts that differ; returns true if one was dropped. */
    private boolean cut() {
        boolean wasCut = false;
        while (width > SHORTEST_WINDOW && hasDifferentParts()) {
            dropOldest();
            wasCut = true;
        }
        return wasCut;
    }

    private boolean hasDifferentParts() {
        long older = 0;
        double olderSum = 0;
        for (int i = sizes.size() - 1; i >= 0; i--) {
            for (var bucket : sizes.get(i)) {
                older += 1L << i;
                olderSum += bucket.sum;
                if (differ(older, olderSum, width - older, sum - olderSum)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Returns true if the means differ by more than the paper's bound, which takes the window's variance. */
    private boolean differ(long older, double olderSum, long newer, double newerSum) {
        if (older <= SHORTEST_PART + 1 || newer <= SHORTEST_PART + 1) {
            return false;
        }
        // Rounding may leave a sum of squares just below 0.
        double variance = Math.max(0, squares / width);
        double surprise = Math.log(2 * Math.log((double) width) / delta);
        double inverses = 1.0 / (older - SHORTEST_PART + 1) + 1.0 / (newer - SHORTEST_PART + 1);
        double bound = Math.sqrt(2 * inverses * variance * surprise) + 2.0 / 3 * surprise * inverses;
        return Math.abs(olderSum / older - newerSum / newer) > bound;
    }

    private void dropOldest() {
        int last = sizes.size() - 1;
        long count = 1L << last;
        var oldest = sizes.get(last).remove(0);
        if (sizes.get(last).isEmpty() && last > 0) {
            sizes.remove(last);
        }
        width -= count;
        sum -= oldest.sum;
        squares -= oldest.squares + spread(oldest.sum, count, sum, width);
    }

    /** Returns how much the squares of two parts together exceed those of the parts. */
    private static double spread(double sum, long count, double otherSum, long otherCount) {
        double distance = sum / count - otherSum / otherCount;
        return count * (double) otherCount * distance * distance / (count + otherCount);
    }
}
