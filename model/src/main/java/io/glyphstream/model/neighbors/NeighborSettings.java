package io.glyphstream.model.neighbors;

import java.util.Objects;

/**
 * What defines a nearest-neighbor classifier beside its references.
 *
 * @param k how many neighbors vote; where there are fewer references, all of them do
 * @param reranking what puts the nearest references in another order before the first k of them vote
 */
public record NeighborSettings(int k, Weighting weighting, Preprocessing preprocessing, Reranking reranking) {

    /** Neighbors vote in the order in which the search finds them. */
    public NeighborSettings(int k, Weighting weighting, Preprocessing preprocessing) {
        this(k, weighting, preprocessing, Reranking.NONE);
    }

    public NeighborSettings {
        Objects.requireNonNull(weighting, "weighting");
        Objects.requireNonNull(preprocessing, "preprocessing");
        Objects.requireNonNull(reranking, "reranking");
        if (k < 1) {
            throw new IllegalArgumentException("k must be at least 1 but was " + k);
        }
        if (reranking != Reranking.NONE && k > reranking.candidates) {
            throw new IllegalArgumentException("k must be within [1, " + reranking.candidates
                    + "], the neighbors that are put in another order, but was " + k);
        }
    }
}
