package io.glyphstream.onnx;

import io.glyphstream.model.graph.Axis;
import io.glyphstream.model.graph.Shape;
import java.util.List;

/*
 * ONNX lays images out channel by channel, this project place by place. So a value is where its node stores it, and beside
 * that the order in which ONNX counts it. Reshape and Transpose then change this order or the dimensions, and cost nothing;
 * what comes after them turns its weights, or asks for another order.
 */
/** A value that depends on the image: where it is stored, in which order ONNX counts it, and ONNX's dimensions. */
final class Flow implements Value {

    /** The order in which values are stored. */
    static final List<Axis> STORED = List.of(Axis.ROWS, Axis.COLUMNS, Axis.CHANNELS);

    /** The order in which ONNX counts images: channel by channel. */
    static final List<Axis> CHANNELS_FIRST = List.of(Axis.CHANNELS, Axis.ROWS, Axis.COLUMNS);

    /** As a node of a design has it. */
    final int node;

    final Shape shape;
    /** The axes of the shape, from the slowest to the fastest as ONNX counts. */
    final List<Axis> order;
    /** Whether nothing else reads the node, as far as the way to this value goes. */
    final boolean isAlone;

    private final int[] dimensions;

    /** @param dimensions with the batch as the first */
    Flow(int node, Shape shape, List<Axis> order, int[] dimensions, boolean isAlone) {
        this.node = node;
        this.shape = shape;
        this.order = order;
        this.dimensions = dimensions;
        this.isAlone = isAlone;
        long values = 1;
        for (int axis = 1; axis < dimensions.length; axis++) {
            values *= dimensions[axis];
        }
        if (dimensions.length == 0 || values != shape.size()) {
            throw new IllegalStateException(Dimensions.text(dimensions) + " are not the values of " + shape);
        }
    }

    /** Returns ONNX's dimensions, with the batch as the first. */
    int[] dimensions() {
        return dimensions.clone();
    }

    int axes() {
        return dimensions.length;
    }

    int dimension(int axis) {
        return dimensions[axis];
    }

    /** Returns the product of some dimensions. */
    int product(int from, int to) {
        int product = 1;
        for (int axis = from; axis < to; axis++) {
            product *= dimensions[axis];
        }
        return product;
    }

    /** Returns the number of values of an image. */
    int values() {
        return Math.toIntExact(shape.size());
    }

    /** Returns the same values in other dimensions. */
    Flow in(int[] others) {
        return new Flow(node, shape, order, others, isAlone);
    }

    /** Returns the same value for one of several readers. */
    Flow shared() {
        return new Flow(node, shape, order, dimensions, false);
    }

    /** Returns the lengths of the axes as ONNX counts them, without those of length one. */
    List<Integer> lengths() {
        return lengths(shape, order);
    }

    static List<Integer> lengths(Shape shape, List<Axis> order) {
        return order.stream().map(shape::length).filter(length -> length > 1).toList();
    }

    /** Returns the axes as ONNX counts them, without those of length one: they alone say how values are ordered. */
    static List<Axis> longAxes(Shape shape, List<Axis> order) {
        return order.stream().filter(axis -> shape.length(axis) > 1).toList();
    }

    /** Returns whether values are stored in this shape and order. */
    boolean isStored(Shape wanted, List<Axis> wantedOrder) {
        return shape.equals(wanted) && longAxes(shape, order).equals(longAxes(wanted, wantedOrder));
    }

    /** Returns, for each value as ONNX counts it, where it is stored. */
    int[] places() {
        int slow = shape.length(order.get(0));
        int middle = shape.length(order.get(1));
        int fast = shape.length(order.get(2));
        var places = new int[values()];
        int at = 0;
        for (int i = 0; i < slow; i++) {
            for (int j = 0; j < middle; j++) {
                int start = i * stride(order.get(0)) + j * stride(order.get(1));
                for (int k = 0; k < fast; k++) {
                    places[at++] = start + k * stride(order.get(2));
                }
            }
        }
        return places;
    }

    private int stride(Axis axis) {
        return switch (axis) {
            case ROWS -> shape.columns() * shape.channels();
            case COLUMNS -> shape.channels();
            case CHANNELS -> 1;
        };
    }

    @Override
    public <T> T match(Cases<T> cases) throws InvalidOnnxException {
        return cases.flow(this);
    }
}
