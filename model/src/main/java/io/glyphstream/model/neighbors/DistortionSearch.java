package io.glyphstream.model.neighbors;

import java.util.Arrays;

/**
 * Finds neighbors by the image distortion model, among those that are nearest by their pixels. Of equally far ones, the
 * nearer by pixels is first.
 */
final class DistortionSearch implements NeighborSearch {

    private final NeighborIndex index;
    private final int rows;
    private final int columns;
    private final int candidates;
    /** Where each reference is in the index. */
    private final int[] places;

    /** @param candidates so many of the nearest are compared, or k where k is larger */
    DistortionSearch(NeighborIndex index, int rows, int columns, int candidates) {
        this.index = index;
        this.rows = rows;
        this.columns = columns;
        this.candidates = candidates;
        this.places = new int[index.size()];
        int[] indices = index.blocks().indices;
        for (int place = 0; place < places.length; place++) {
            places[indices[place]] = place;
        }
    }

    @Override
    public Neighbors search(byte[] images, int k) {
        Neighbors nearest = index.search(images, Math.min(Math.max(k, candidates), index.size()));
        var measure = index.measure(rows, columns);
        var ordered = new Neighbors(nearest.images(), k);
        ordered.addMeasured(nearest.measuredDistances());
        for (int image = 0; image < nearest.images(); image++) {
            measure.from(images, image * rows * columns, 0);
            order(measure, nearest, ordered, image);
        }
        return ordered;
    }

    /** Candidates come in the order of their pixels, so one that is as far as another stays behind it. */
    private void order(DistortionMeasure measure, Neighbors nearest, Neighbors ordered, int image) {
        var indices = new int[ordered.k()];
        var distances = new long[ordered.k()];
        Arrays.fill(distances, Long.MAX_VALUE);
        for (int candidate = 0; candidate < nearest.k(); candidate++) {
            int reference = nearest.index(image, candidate);
            index.giveTo(measure, places[reference]);
            long distance = measure.distance(distances[distances.length - 1]);
            int rank = distances.length;
            while (rank > 0 && distance < distances[rank - 1]) {
                rank--;
            }
            if (rank < distances.length) {
                System.arraycopy(distances, rank, distances, rank + 1, distances.length - rank - 1);
                System.arraycopy(indices, rank, indices, rank + 1, indices.length - rank - 1);
                distances[rank] = distance;
                indices[rank] = reference;
            }
        }
        for (int rank = 0; rank < indices.length; rank++) {
            ordered.set(image, rank, indices[rank], distances[rank]);
        }
    }
}
