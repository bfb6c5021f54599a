package io.glyphstream.model;

/** How much each of the k nearest neighbors says about the class of an image. */
public enum Weighting {
    /** Every neighbor has one vote. */
    UNIFORM,

    /**
     * A neighbor's vote is the reciprocal of its Euclidean distance; neighbors at distance zero, if any, decide
     * alone.
     */
    BY_DISTANCE
}
