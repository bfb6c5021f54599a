package io.glyphstream.model.neighbors;

/** The nearest references of one or more images: per image from near to far, equally far ones by ascending index. */
public final class Neighbors {

    private final int images;
    private final int k;
    private final int[] indices;
    private final long[] distances;
    private long measured;

    Neighbors(int images, int k) {
        this.images = images;
        this.k = k;
        this.indices = new int[Math.multiplyExact(images, k)];
        this.distances = new long[indices.length];
    }

    /** Returns the number of images that neighbors were sought for. */
    public int images() {
        return images;
    }

    /** Returns how many neighbors each image has: what was asked for, or all references where there are fewer. */
    public int k() {
        return k;
    }

    /** Returns the index of a reference; rank 0 is the nearest. */
    public int index(int image, int rank) {
        return indices[at(image, rank)];
    }

    /** Returns the exact squared Euclidean distance to a reference, in squared gray levels; rank 0 is the nearest. */
    public long distance(int image, int rank) {
        return distances[at(image, rank)];
    }

    /**
     * Returns how many distances between an image and a reference were measured exactly to find these neighbors; it
     * tells how much work the search was, not what it found.
     */
    public long measuredDistances() {
        return measured;
    }

    void addMeasured(long distances) {
        measured += distances;
    }

    void set(int image, int rank, int index, long distance) {
        int at = at(image, rank);
        indices[at] = index;
        distances[at] = distance;
    }

    private int at(int image, int rank) {
        if (image < 0 || image >= images || rank < 0 || rank >= k) {
            throw new IndexOutOfBoundsException(
                    "image " + image + ", rank " + rank + " of " + images + " images, " + k + " neighbors");
        }
        return image * k + rank;
    }
}
