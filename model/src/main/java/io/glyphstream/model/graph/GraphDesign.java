package io.glyphstream.model.graph;

import io.glyphstream.model.Examples;
import io.glyphstream.model.InputShape;
import java.util.ArrayList;
import java.util.List;

/**
 * Nodes that fit each other, from the pixels to one value for each class.
 *
 * @param input the shape of an image
 * @param nodes each comes after those that it reads, and each but the last is read; the last one returns the scores
 */
public record GraphDesign(InputShape input, InputScale scale, List<Node> nodes) {

    /**
     * @throws IllegalArgumentException if nodes do not fit each other, or ask for more than there may be; the message has
     *     the number of the node, counted from 1
     */
    public GraphDesign {
        nodes = List.copyOf(nodes);
        if (scale.channels() != input.channels()) {
            throw new IllegalArgumentException("there must be an input's scale for each of the " + input.channels()
                    + " channels but there were " + scale.channels());
        }
        Bounds.requireWithin("nodes", nodes.size(), 1, Bounds.MAXIMAL_NODES);
        var cost = new DesignCost(Shape.of(input));
        for (Node node : nodes) {
            cost.add(node);
        }
        cost.requireAllRead();
        Shape last = cost.shapes().get(nodes.size());
        if (!last.isFlat() || last.channels() > Examples.MAXIMAL_CLASSES) {
            throw new IllegalArgumentException("the last node must return one value for each class, within [1, "
                    + Examples.MAXIMAL_CLASSES + "], but returned " + last);
        }
    }

    /** Returns the number of classes. */
    public int classes() {
        return shapes().get(nodes.size()).channels();
    }

    /** Returns the shape of the image and of the output of each node, as {@link Node#inputs} counts them. */
    public List<Shape> shapes() {
        var shapes = new ArrayList<Shape>();
        shapes.add(Shape.of(input));
        for (Node node : nodes) {
            shapes.add(node.operation().outputOf(inputShapes(node, shapes)));
        }
        return shapes;
    }

    /**
     * Checks that each node has the weights that it needs.
     *
     * @throws IllegalArgumentException if one has more or fewer, or there are not as many as nodes
     */
    void requireFits(List<Weights> weights) {
        if (weights.size() != nodes.size()) {
            throw new IllegalArgumentException("there must be weights for each of the " + nodes.size()
                    + " nodes but there were " + weights.size());
        }
        var shapes = shapes();
        for (int i = 0; i < nodes.size(); i++) {
            var operation = nodes.get(i).operation();
            var inputs = inputShapes(nodes.get(i), shapes);
            var given = weights.get(i);
            if (given.weights.length != operation.weightsOf(inputs)
                    || given.biases.length != operation.biasesOf(inputs)) {
                throw new IllegalArgumentException("node " + (i + 1) + " must have " + operation.weightsOf(inputs)
                        + " weights and " + operation.biasesOf(inputs) + " biases but had " + given.weights.length
                        + " and " + given.biases.length);
            }
        }
    }

    /** Returns the number of weights and biases of all nodes. */
    public long parameters() {
        var shapes = shapes();
        long parameters = 0;
        for (Node node : nodes) {
            var inputs = inputShapes(node, shapes);
            parameters += node.operation().weightsOf(inputs) + node.operation().biasesOf(inputs);
        }
        return parameters;
    }

    /** Returns the number of steps for one image; most of them are multiplications. */
    public long steps() {
        var cost = new DesignCost(Shape.of(input));
        nodes.forEach(cost::add);
        return cost.steps();
    }

    /** Returns the shapes of the values that come to a node. */
    static List<Shape> inputShapes(Node node, List<Shape> shapes) {
        return node.inputs().stream().map(shapes::get).toList();
    }
}
