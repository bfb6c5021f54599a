package io.glyphstream.onnx;

import io.glyphstream.model.graph.Axis;
import io.glyphstream.model.graph.Expand;
import io.glyphstream.model.graph.Operation;
import io.glyphstream.model.graph.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;

/*
 * ONNX repeats a value along the axes where it has a single one and its partner has more. Here that is a node of its own,
 * which needs these axes to be whole axes of what is stored. Where the partner's axes are not, both are stored in runs: axes
 * side by side along which all is repeated, or nothing.
 */
/** Two values that both depend on the image, combined place by place. */
final class FlowPairs {

    private FlowPairs() {}

    /** Returns what an operation makes of both values, the smaller one repeated. */
    static Flow combined(Operation operation, Flow left, Flow right, Operands operands) throws InvalidOnnxException {
        int[] dimensions = Dimensions.broadcast(left.dimensions(), right.dimensions(), operands.node.toString());
        requireAxes(left, dimensions, operands);
        requireAxes(right, dimensions, operands);
        DesignBuilder builder = operands.builder();
        if (Arrays.equals(right.dimensions(), dimensions) && !Arrays.equals(left.dimensions(), dimensions)) {
            Flow same = like(left, right, operands);
            Flow other = builder.store(right, same.shape, same.order);
            return builder.add(operation, Parameters.none(), List.of(same, other), same.order, dimensions);
        }
        Flow whole = expanded(left, dimensions, operands);
        Flow other = like(right, whole, operands);
        Flow same = builder.store(whole, other.shape, other.order);
        return builder.add(operation, Parameters.none(), List.of(same, other), same.order, dimensions);
    }

    static Value expansion(Operands operands) throws InvalidOnnxException {
        operands.node.requireOnly();
        Flow flow = operands.flow(0);
        var asked = Arrays.stream(operands.wholes(1)).boxed().toList();
        int[] wanted = Dimensions.checked(asked, "the output of " + operands.node);
        int[] dimensions = Dimensions.broadcast(flow.dimensions(), wanted, operands.node.toString());
        requireAxes(flow, dimensions, operands);
        return expanded(flow, dimensions, operands);
    }

    private static void requireAxes(Flow flow, int[] dimensions, Operands operands) throws InvalidOnnxException {
        if (flow.axes() != dimensions.length || flow.dimension(0) != dimensions[0]) {
            throw operands.node.unfit(
                    "makes " + Dimensions.text(dimensions) + " of " + Dimensions.text(flow.dimensions())
                            + ", which mixes the images of a batch",
                    "Export a network that keeps the batch as its first dimension");
        }
    }

    /** Returns a value in the dimensions of another one, and stored as that one where its axes allow it. */
    private static Flow like(Flow flow, Flow other, Operands operands) throws InvalidOnnxException {
        int[] dimensions = other.dimensions();
        if (Arrays.equals(flow.dimensions(), dimensions)) {
            return operands.builder().store(flow, other.shape, other.order);
        }
        var sides = new EnumMap<Axis, Integer>(Axis.class);
        int at = 1;
        for (Axis axis : Flow.longAxes(other.shape, other.order)) {
            int theirs = 1;
            int ours = 1;
            while (theirs < other.shape.length(axis)) {
                theirs *= dimensions[at];
                ours *= flow.dimension(at++);
            }
            if (theirs != other.shape.length(axis) || (ours != 1 && ours != theirs)) {
                return expanded(flow, dimensions, operands);
            }
            sides.put(axis, ours);
        }
        var small = new Shape(
                sides.getOrDefault(Axis.ROWS, 1),
                sides.getOrDefault(Axis.COLUMNS, 1),
                sides.getOrDefault(Axis.CHANNELS, 1));
        Flow stored = operands.builder().store(flow, small, other.order);
        return operands.builder()
                .add(new Expand(other.shape), Parameters.none(), List.of(stored), other.order, dimensions);
    }

    /** Returns a value in larger dimensions, stored run by run. */
    private static Flow expanded(Flow flow, int[] dimensions, Operands operands) throws InvalidOnnxException {
        if (Arrays.equals(flow.dimensions(), dimensions)) {
            return flow;
        }
        var small = new ArrayList<Integer>();
        var large = new ArrayList<Integer>();
        int last = 0;
        for (int axis = 1; axis < dimensions.length; axis++) {
            if (dimensions[axis] == 1) {
                continue;
            }
            boolean isNew = last == 0 || isRepeated(flow, dimensions, axis) != isRepeated(flow, dimensions, last);
            if (isNew) {
                small.add(flow.dimension(axis));
                large.add(dimensions[axis]);
            } else {
                int run = small.size() - 1;
                small.set(run, small.get(run) * flow.dimension(axis));
                large.set(run, large.get(run) * dimensions[axis]);
            }
            last = axis;
        }
        if (small.size() > Flow.STORED.size()) {
            throw operands.node.unfit(
                    "repeats " + Dimensions.text(flow.dimensions()) + " to " + Dimensions.text(dimensions)
                            + " along axes that are too far apart",
                    "Such networks are not read here");
        }
        Flow stored = operands.builder().store(flow, shape(small), Flow.STORED);
        return operands.builder()
                .add(new Expand(shape(large)), Parameters.none(), List.of(stored), Flow.STORED, dimensions);
    }

    private static boolean isRepeated(Flow flow, int[] dimensions, int axis) {
        return flow.dimension(axis) != dimensions[axis];
    }

    private static Shape shape(List<Integer> runs) {
        var sides = new ArrayList<>(runs);
        while (sides.size() < Flow.STORED.size()) {
            sides.add(0, 1);
        }
        return new Shape(sides.get(0), sides.get(1), sides.get(2));
    }
}
