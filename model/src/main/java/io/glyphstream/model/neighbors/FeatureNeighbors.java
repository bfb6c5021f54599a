package io.glyphstream.model.neighbors;

import io.glyphstream.model.Scores;
import java.util.Arrays;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Nearest neighbors among examples of real numbers, such as lengths in centimeters: exact, by measuring every example.
 *
 * <p>It votes as {@link NearestNeighbors} does. A squared distance is added up in double precision from the first feature
 * to the last; of equally far examples those with the lower index are nearer. Which distances are equal is a matter of
 * rounding here, unlike among images, whose distances are exact integers.
 */
public final class FeatureNeighbors {

    private final double[][] features;
    private final int[] labels;
    private final int classes;

    /**
     * Returns a classifier that compares with all of these examples.
     *
     * @param features (examples x features)
     * @param labels one for each example, within [0, classes)
     */
    public FeatureNeighbors(RealMatrix features, int[] labels, int classes) {
        if (features.getRowDimension() != labels.length) {
            throw new IllegalArgumentException("each example must have one label but there were "
                    + features.getRowDimension() + " examples and " + labels.length + " labels");
        }
        for (int label : labels) {
            if (label < 0 || label >= classes) {
                throw new IllegalArgumentException(
                        "a label must be within [0, " + (classes - 1) + "] but was " + label);
            }
        }
        this.features = features.getData();
        this.labels = labels.clone();
        this.classes = classes;
    }

    /**
     * Returns for each query the share of the votes that each class got.
     *
     * @param queries (queries x features)
     * @param k how many neighbors vote; where there are fewer examples, all of them do
     */
    public Scores score(RealMatrix queries, int k, Weighting weighting) {
        if (k < 1) {
            throw new IllegalArgumentException("k must be at least 1 but was " + k);
        }
        if (queries.getColumnDimension() != features[0].length) {
            throw new IllegalArgumentException(
                    "queries must have " + features[0].length + " features but had " + queries.getColumnDimension());
        }
        var outputs = new float[Math.multiplyExact(queries.getRowDimension(), classes)];
        for (int query = 0; query < queries.getRowDimension(); query++) {
            vote(nearest(queries.getRow(query), Math.min(k, labels.length)), weighting, outputs, query * classes);
        }
        return new Scores(classes, outputs);
    }

    private void vote(Nearest nearest, Weighting weighting, float[] outputs, int at) {
        var votes = new double[classes];
        double total = 0;
        for (int rank = 0; rank < nearest.indices.length; rank++) {
            double vote = weighting.vote(nearest.distances[rank], nearest.distances[0]);
            votes[labels[nearest.indices[rank]]] += vote;
            total += vote;
        }
        for (int c = 0; c < classes; c++) {
            outputs[at + c] = (float) (votes[c] / total);
        }
    }

    private Nearest nearest(double[] query, int k) {
        var nearest = new Nearest(k);
        for (int example = 0; example < features.length; example++) {
            nearest.offer(example, squaredDistance(query, features[example]));
        }
        return nearest;
    }

    private static double squaredDistance(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            double difference = one[i] - other[i];
            sum += difference * difference;
        }
        return sum;
    }

    /** The k nearest examples so far, nearest first. */
    private static final class Nearest {
        final int[] indices;
        final double[] distances;

        Nearest(int k) {
            indices = new int[k];
            distances = new double[k];
            Arrays.fill(distances, Double.POSITIVE_INFINITY);
        }

        void offer(int index, double distance) {
            int rank = indices.length;
            while (rank > 0 && distance < distances[rank - 1]) {
                rank--;
            }
            if (rank == indices.length) {
                return;
            }
            System.arraycopy(indices, rank, indices, rank + 1, indices.length - rank - 1);
            System.arraycopy(distances, rank, distances, rank + 1, distances.length - rank - 1);
            indices[rank] = index;
            distances[rank] = distance;
        }
    }
}
