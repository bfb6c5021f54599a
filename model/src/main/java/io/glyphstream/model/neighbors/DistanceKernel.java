package io.glyphstream.model.neighbors;

import io.glyphstream.matrix.VectorSupport;

/**
 * The inner loops of the search for neighbors.
 *
 * <p>The sums of floats may differ in their last bits from kernel to kernel: they are bounds, used with a margin.
 * The distances are exact.
 */
sealed interface DistanceKernel permits DistanceScalarKernel, DistanceVectorKernel {

    /** Returns the fastest kernel that this machine has. */
    static DistanceKernel fastest() {
        if (VectorSupport.isPresent() && DistanceVectorKernel.isWorthwhile()) {
            return new DistanceVectorKernel();
        }
        return new DistanceScalarKernel();
    }

    /**
     * Sums up the squared differences between an image's features and those of a block's references, and gives up as
     * soon as all sums are above the limit.
     *
     * @param sums (LANES): where the sums go, if any is within the limit
     * @return whether any is
     */
    boolean anyWithin(float limit, float[] features, NeighborBlocks blocks, int block, float[] sums);

    /**
     * Measures how far an image's features are from the middles of the boxes around each block, and from the boxes
     * themselves.
     *
     * @param middles (blocks): where the squared distances to the middles go
     * @param bounds (blocks): where the squared distances to the boxes go
     */
    void measureBoxes(float[] features, NeighborBlocks blocks, float[] middles, float[] bounds);

    /** Writes the Sobel gradients of the picture, down and across. Exact. */
    void gradients(DistortionPlanes planes, int[] down, int[] across);

    /**
     * Compares the gradients of an image with those of another one that are so many places further on: adds up the squared
     * differences of 3 x 3 places around each place, and keeps the sum where it is less than the least so far. Exact. What is
     * kept of other places is lost.
     *
     * @param from the first place
     * @param to the place after the last
     */
    void keepLeast(DistortionPlanes planes, int moved, int from, int to);

    /** Returns the exact squared distance between two images, both given as signed bytes: gray levels less 128. */
    long squaredDistance(byte[] image, int offset, byte[] other, int otherOffset, int length);
}
