package io.glyphstream.model.graph;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** What the nodes of a design cost so far, checked at each of them. */
final class DesignCost {

    private final List<Shape> shapes = new ArrayList<>();
    private final BitSet read = new BitSet();
    private long values;
    private long weights;
    private long steps;

    DesignCost(Shape input) {
        shapes.add(input);
        values = input.size();
    }

    /**
     * Adds the next node.
     *
     * @throws IllegalArgumentException if it does not fit those before, or the cost is too high
     */
    void add(Node node) {
        try {
            addNext(node);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("node " + shapes.size() + ": " + e.getMessage(), e);
        }
    }

    private void addNext(Node node) {
        for (int input : node.inputs()) {
            Bounds.requireWithin("an input", input, 0, shapes.size() - 1);
            read.set(input);
        }
        var inputs = GraphDesign.inputShapes(node, shapes);
        var operation = node.operation();
        Shape output = operation.outputOf(inputs);
        long inputsOfValue = operation.inputsOfValue(inputs);
        Bounds.requireAtMost("the values that one value is made of", inputsOfValue, Bounds.MAXIMAL_INPUTS_OF_SUM);
        Bounds.requireAtMost("the values of a node", output.size(), Bounds.MAXIMAL_VALUES);
        values += output.size() + operation.roomOf(inputs);
        Bounds.requireAtMost("the values of all nodes", values, Bounds.MAXIMAL_VALUES);
        weights += operation.weightsOf(inputs) + operation.biasesOf(inputs);
        Bounds.requireAtMost("the weights of all nodes", weights, Bounds.MAXIMAL_WEIGHTS);
        steps += inputsOfValue * output.size();
        Bounds.requireAtMost("the steps for an image", steps, Bounds.MAXIMAL_STEPS);
        shapes.add(output);
    }

    /**
     * Checks that each node but the last is read.
     *
     * @throws IllegalArgumentException if one is not
     */
    void requireAllRead() {
        int first = read.nextClearBit(0);
        if (first < shapes.size() - 1) {
            throw new IllegalArgumentException("a later node must read what node " + first + " returns but none does");
        }
    }

    /** Returns the shape of the image and of the output of each node so far. */
    List<Shape> shapes() {
        return shapes;
    }

    long steps() {
        return steps;
    }
}
