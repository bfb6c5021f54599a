package io.glyphstream.model.neighbors;

/** Finds neighbors of images. */
@FunctionalInterface
interface NeighborSearch {

    /**
     * Returns the k first neighbors of each image, in the order in which they vote.
     *
     * @param images as they are compared, (images x pixels), unsigned
     * @param k not above the number of references
     */
    Neighbors search(byte[] images, int k);
}
