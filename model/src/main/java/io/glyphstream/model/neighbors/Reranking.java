package io.glyphstream.model.neighbors;

/** What puts the nearest references in another order before they vote. */
public enum Reranking {
    /** Nothing: the order is that of the search. */
    NONE(0, 0),

    /** The 400 nearest are ordered by the image distortion model; see {@code DistortionDistance}. */
    DISTORTION(1, 400);

    /** What snapshots hold for it; it never changes, and neither does what it stands for. */
    final int code;

    /** How many references are put in another order; all where there are fewer. */
    final int candidates;

    Reranking(int code, int candidates) {
        this.code = code;
        this.candidates = candidates;
    }
}
