package io.glyphstream.model.neighbors;

/** How much each of the k nearest neighbors says about the class of an image. */
public enum Weighting {
    /** Every neighbor has one vote. */
    UNIFORM(0) {
        @Override
        double vote(double squaredDistance, double nearest) {
            return 1;
        }
    },

    /**
     * A neighbor's vote is the reciprocal of its Euclidean distance; neighbors at distance zero, if any, decide
     * alone.
     */
    BY_DISTANCE(1) {
        @Override
        double vote(double squaredDistance, double nearest) {
            if (nearest == 0) {
                return squaredDistance == 0 ? 1 : 0;
            }
            return 1 / StrictMath.sqrt(squaredDistance);
        }
    };

    /** What snapshots hold for it; it never changes. */
    final int code;

    Weighting(int code) {
        this.code = code;
    }

    /** Returns the vote of a neighbor; the nearest neighbor's distance is squared too. */
    abstract double vote(double squaredDistance, double nearest);
}
