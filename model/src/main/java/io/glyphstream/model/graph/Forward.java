package io.glyphstream.model.graph;

import io.glyphstream.matrix.Strided;
import java.util.List;

/** The weights of a node in the order in which scoring reads them. */
final class Forward {

    /** Of sums: for each group (inputs of a sum x outputs), row-major. Of others: as they come. */
    final float[] weights;

    final float[] biases;

    private Forward(float[] weights, float[] biases) {
        this.weights = weights;
        this.biases = biases;
    }

    /** Returns the weights of a node to which values of these shapes come. */
    static Forward of(Operation operation, List<Shape> inputs, Weights weights) {
        int groups = operation.groupsOf(inputs);
        return groups == 0 ? new Forward(weights.weights, weights.biases) : transposed(weights, groups);
    }

    /**
     * Returns (outputs x inputs of a sum) as (inputs of a sum x outputs), each group by itself.
     *
     * @param groups how many runs of outputs there are
     */
    private static Forward transposed(Weights weights, int groups) {
        int outputs = weights.biases.length / groups;
        int inputs = weights.weights.length / weights.biases.length;
        var transposed = new float[weights.weights.length];
        for (int group = 0; group < groups; group++) {
            int at = group * outputs * inputs;
            for (int output = 0; output < outputs; output++) {
                for (int input = 0; input < inputs; input++) {
                    transposed[at + input * outputs + output] = weights.weights[at + output * inputs + input];
                }
            }
        }
        return new Forward(transposed, weights.biases);
    }

    /** Returns the weights of a group, (inputs of a sum x outputs). */
    Strided group(int group, int inputs, int outputs) {
        return Strided.rowMajor(weights, outputs).from(group * inputs, 0);
    }
}
