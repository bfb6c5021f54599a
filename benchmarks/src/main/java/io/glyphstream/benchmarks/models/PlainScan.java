package io.glyphstream.benchmarks.models;

import java.util.Arrays;

/**
 * The plain definition of exact search: the squared distance to every reference, and the k least of them.
 *
 * <p>Of equally far references, those with the lower index are nearer.
 */
public final class PlainScan {

    private final byte[] references;
    private final int area;

    /** @param references (references x area), unsigned */
    public PlainScan(byte[] references, int area) {
        this.references = references;
        this.area = area;
    }

    /** Returns the indices of the k nearest references of one image, from near to far. */
    public int[] search(byte[] image, int k) {
        int count = references.length / area;
        var nearest = new long[Math.min(k, count)];
        Arrays.fill(nearest, Long.MAX_VALUE);
        for (int reference = 0; reference < count; reference++) {
            // The distance above the index: so a comparison of numbers is one of both, in that order.
            long candidate = (long) squaredDistance(image, reference * area) << 32 | reference;
            int rank = nearest.length;
            while (rank > 0 && nearest[rank - 1] > candidate) {
                rank--;
                if (rank + 1 < nearest.length) {
                    nearest[rank + 1] = nearest[rank];
                }
            }
            if (rank < nearest.length) {
                nearest[rank] = candidate;
            }
        }
        return Arrays.stream(nearest).mapToInt(candidate -> (int) candidate).toArray();
    }

    private int squaredDistance(byte[] image, int at) {
        int sum = 0;
        for (int i = 0; i < area; i++) {
            int difference = (image[i] & 0xFF) - (references[at + i] & 0xFF);
            sum += difference * difference;
        }
        return sum;
    }
}
