package io.glyphstream.model.graph;

import java.util.List;

/**
 * An operation and the values that come to it.
 *
 * @param inputs 0 is the scaled image, and i is the output of the i-th node, counted from 1; at most
 *     {@value Bounds#MAXIMAL_INPUTS}
 */
public record Node(Operation operation, List<Integer> inputs) {

    public Node {
        inputs = List.copyOf(inputs);
        Bounds.requireWithin("the inputs of a node", inputs.size(), 1, Bounds.MAXIMAL_INPUTS);
    }

    /** Returns a node to which these values come. */
    public static Node of(Operation operation, Integer... inputs) {
        return new Node(operation, List.of(inputs));
    }
}
