package io.glyphstream.model.neighbors;

import java.util.Objects;

/**
 * What defines a nearest-neighbor classifier beside its references.
 *
 * @param k how many neighbors vote; where there are fewer references, all of them do
 */
public record NeighborSettings(int k, Weighting weighting, Preprocessing preprocessing) {

    public NeighborSettings {
        Objects.requireNonNull(weighting, "weighting");
        Objects.requireNonNull(preprocessing, "preprocessing");
        if (k < 1) {
            throw new IllegalArgumentException("k must be at least 1 but was " + k);
        }
    }
}
