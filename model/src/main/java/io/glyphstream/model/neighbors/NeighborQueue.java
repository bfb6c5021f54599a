package io.glyphstream.model.neighbors;

import java.util.Arrays;

/**
 * The k nearest references seen so far of one image.
 *
 * <p>Distance and index share one number, the distance above, so that one comparison settles both. A distance is below
 * {@code 2^16 x pixels}, and all pixels of all references are fewer than {@code 2^31}: together they never need more
 * than 48 bits.
 */
final class NeighborQueue {

    private final int indexBits;
    private final int k;

    /* A heap with the farthest on top, filled up with entries beyond any real one until k references were offered. */
    private final long[] heap;

    NeighborQueue(int k, int references) {
        this.indexBits = Integer.SIZE - Integer.numberOfLeadingZeros(references);
        this.k = k;
        this.heap = new long[k];
        clear();
    }

    void clear() {
        Arrays.fill(heap, Long.MAX_VALUE);
    }

    int k() {
        return k;
    }

    boolean isFull() {
        return heap[0] != Long.MAX_VALUE;
    }

    /** Returns the largest distance that a further reference may have to be worth offering. */
    long bound() {
        return heap[0] >>> indexBits;
    }

    /** Takes the reference in, if it is among the nearest so far, and returns whether it is. */
    boolean offer(int index, long distance) {
        long entry = distance << indexBits | index;
        if (entry >= heap[0]) {
            return false;
        }
        int hole = 0;
        int child = 1;
        while (child < k) {
            if (child + 1 < k && heap[child + 1] > heap[child]) {
                child++;
            }
            if (heap[child] <= entry) {
                break;
            }
            heap[hole] = heap[child];
            hole = child;
            child = 2 * hole + 1;
        }
        heap[hole] = entry;
        return true;
    }

    /** Returns the references, nearest first. */
    int[] indices() {
        long[] sorted = heap.clone();
        Arrays.sort(sorted);
        return Arrays.stream(sorted).mapToInt(this::index).toArray();
    }

    /** Writes the references, nearest first. */
    void writeTo(Neighbors neighbors, int image) {
        long[] sorted = heap.clone();
        Arrays.sort(sorted);
        for (int rank = 0; rank < k; rank++) {
            neighbors.set(image, rank, index(sorted[rank]), sorted[rank] >>> indexBits);
        }
    }

    private int index(long entry) {
        return (int) (entry & ((1L << indexBits) - 1));
    }
}
