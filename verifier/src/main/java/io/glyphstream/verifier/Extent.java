package io.glyphstream.verifier;

/**
 * How much of one partition is verified.
 *
 * @param imagesFrom the first image; outcomes of those before it are passed over
 * @param answersFrom no answer to these images lies before this offset of the predictions
 */
record Extent(long imagesFrom, long answersFrom) {
    /** All that is there. */
    static final Extent ALL = new Extent(0, 0);

    /** Returns whether an image is none of those that are verified, since it is older. */
    boolean isAfter(long image) {
        return image < imagesFrom;
    }
}
