package io.glyphstream.onnx;

import io.glyphstream.model.graph.AveragePooling;
import io.glyphstream.model.graph.Axis;
import io.glyphstream.model.graph.GlobalPooling;
import io.glyphstream.model.graph.MaximumPooling;
import io.glyphstream.model.graph.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Pools: one value for each channel, of a window or of the whole image. */
final class PoolOperators {

    private static final int MEAN_AXES_AS_INPUT = 18;
    private static final String REMEDY = "Such networks are not read here";

    private PoolOperators() {}

    static Value maximum(Operands operands) throws InvalidOnnxException {
        OnnxNode node = operands.node;
        node.requireOnly("auto_pad", "ceil_mode", "dilations", "kernel_shape", "pads", "storage_order", "strides");
        Flow flow = Windows.image(operands.flow(0), operands);
        var window = Windows.of(node, flow, Windows.sides(node));
        return Windows.applied(new MaximumPooling(window), Parameters.none(), flow, operands);
    }

    static Value average(Operands operands) throws InvalidOnnxException {
        OnnxNode node = operands.node;
        node.requireOnly("auto_pad", "ceil_mode", "count_include_pad", "dilations", "kernel_shape", "pads", "strides");
        Flow flow = Windows.image(operands.flow(0), operands);
        var window = Windows.of(node, flow, Windows.sides(node));
        var divisor =
                node.whole("count_include_pad", 0) == 0 ? AveragePooling.Divisor.INSIDE : AveragePooling.Divisor.WINDOW;
        return Windows.applied(new AveragePooling(window, divisor), Parameters.none(), flow, operands);
    }

    static Value globalMean(Operands operands) throws InvalidOnnxException {
        return global(operands, GlobalPooling.Choice.MEAN);
    }

    static Value globalMaximum(Operands operands) throws InvalidOnnxException {
        return global(operands, GlobalPooling.Choice.LARGEST);
    }

    private static Value global(Operands operands, GlobalPooling.Choice choice) throws InvalidOnnxException {
        operands.node.requireOnly();
        return Windows.applied(
                new GlobalPooling(choice), Parameters.none(), Windows.image(operands.flow(0), operands), operands);
    }

    static Value mean(Operands operands) throws InvalidOnnxException {
        return reduced(operands, GlobalPooling.Choice.MEAN);
    }

    static Value largest(Operands operands) throws InvalidOnnxException {
        return reduced(operands, GlobalPooling.Choice.LARGEST);
    }

    /** Reduces axes that are side by side, before or after all others. */
    private static Value reduced(Operands operands, GlobalPooling.Choice choice) throws InvalidOnnxException {
        OnnxNode node = operands.node;
        node.requireOnly("axes", "keepdims", "noop_with_empty_axes");
        Flow flow = operands.flow(0);
        long[] asked = operands.list("axes", 1, MEAN_AXES_AS_INPUT)
                .orElseThrow(() -> node.unfit("must name its axes, or it mixes the images of a batch", REMEDY));
        var axes = new TreeSet<Integer>();
        for (long axis : asked) {
            axes.add(Dimensions.axis(axis, flow.axes(), node.toString()));
        }
        if (axes.isEmpty() || axes.first() == 0 || axes.last() - axes.first() + 1 != axes.size()) {
            throw node.unfit("reduces the axes " + axes + ", not those of places", REMEDY);
        }
        int from = axes.first();
        int end = axes.last() + 1;
        int before = flow.product(1, from);
        int after = flow.product(end, flow.axes());
        if (before != 1 && after != 1) {
            throw node.unfit("reduces axes in the midst of others", REMEDY);
        }
        boolean isTwo = axes.size() == 2;
        var places = new Shape(
                isTwo ? flow.dimension(from) : flow.product(from, end),
                isTwo ? flow.dimension(end - 1) : 1,
                before * after);
        List<Axis> order = before == 1 ? Flow.STORED : Flow.CHANNELS_FIRST;
        Flow stored = operands.builder().store(flow, places, order);
        int[] kept = kept(flow.dimensions(), axes, node.whole("keepdims", 1) != 0);
        return operands.builder().add(new GlobalPooling(choice), Parameters.none(), List.of(stored), Flow.STORED, kept);
    }

    private static int[] kept(int[] dimensions, Set<Integer> reduced, boolean isKept) {
        var kept = new ArrayList<Integer>();
        for (int axis = 0; axis < dimensions.length; axis++) {
            if (!reduced.contains(axis)) {
                kept.add(dimensions[axis]);
            } else if (isKept) {
                kept.add(1);
            }
        }
        return kept.stream().mapToInt(Integer::intValue).toArray();
    }
}
