package io.glyphstream.model.neighbors;

/**
 * The definition of exact search: every reference is measured.
 *
 * <p>{@link NearestNeighbors} answers the same from an index; the tests hold it to this.
 */
final class NeighborScan {

    /* Images and references that are in the caches together. */
    private static final int BLOCK = 64;

    /* So many squares of 8-bit differences fit into an int. */
    private static final int SUMMABLE = 1 << 15;

    private NeighborScan() {}

    /** Returns the k nearest of the references; pixels are {@code images x pixelsPerImage}, unsigned. */
    static Neighbors search(byte[] references, byte[] pixels, int pixelsPerImage, int k) {
        int count = references.length / pixelsPerImage;
        int images = pixels.length / pixelsPerImage;
        var neighbors = new Neighbors(images, Math.min(k, count));
        for (int from = 0; from < images; from += BLOCK) {
            int to = Math.min(from + BLOCK, images);
            var queues = new NeighborQueue[to - from];
            for (int i = 0; i < queues.length; i++) {
                queues[i] = new NeighborQueue(neighbors.k(), count);
            }
            for (int block = 0; block < count; block += BLOCK) {
                int end = Math.min(block + BLOCK, count);
                for (int i = from; i < to; i++) {
                    for (int reference = block; reference < end; reference++) {
                        queues[i - from].offer(
                                reference,
                                squaredDistance(
                                        pixels,
                                        i * pixelsPerImage,
                                        references,
                                        reference * pixelsPerImage,
                                        pixelsPerImage));
                    }
                }
            }
            for (int i = from; i < to; i++) {
                queues[i - from].writeTo(neighbors, i);
            }
        }
        neighbors.addMeasured((long) images * count);
        return neighbors;
    }

    /** Returns the exact squared Euclidean distance between two images of unsigned bytes. */
    static long squaredDistance(byte[] image, int offset, byte[] other, int otherOffset, int length) {
        long distance = 0;
        for (int from = 0; from < length; from += SUMMABLE) {
            int to = Math.min(from + SUMMABLE, length);
            int sum = 0;
            for (int i = from; i < to; i++) {
                int difference = (image[offset + i] & 0xFF) - (other[otherOffset + i] & 0xFF);
                sum += difference * difference;
            }
            distance += sum;
        }
        return distance;
    }
}
