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
        var distances = new long[nearest.k()];
        for (int image = 0; image < nearest.images(); image++) {
            measure.from(images, image * rows * columns, 0);
            for (int rank = 0; rank < distances.length; rank++) {
                distances[rank] = index.distance(measure, places[nearest.index(image, rank)]);
            }
            int[] ranks = ranks(distances);
            for (int rank = 0; rank < k; rank++) {
                ordered.set(image, rank, nearest.index(image, ranks[rank]), distances[ranks[rank]]);
            }
        }
        return ordered;
    }

    /** Returns where the distances are, the least first; of equal ones, that which comes first. */
    private static int[] ranks(long[] distances) {
        var sorted = new Integer[distances.length];
        Arrays.setAll(sorted, rank -> rank);
        Arrays.sort(sorted, (one, other) -> Long.compare(distances[one], distances[other]));
        return Arrays.stream(sorted).mapToInt(Integer::intValue).toArray();
    }
}
