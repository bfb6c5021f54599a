package io.glyphstream.onnx;

import io.glyphstream.model.graph.Axis;
import io.glyphstream.model.graph.Concatenate;
import io.glyphstream.model.graph.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Operators that change how values are counted, and no value. */
final class LayoutOperators {

    private static final int AXES_AS_INPUT = 13;
    private static final String REMEDY = "The file is damaged or breaks ONNX's rules; export it again";

    private LayoutOperators() {}

    static Value identity(Operands operands) throws InvalidOnnxException {
        operands.node.requireOnly();
        return operands.value(0);
    }

    /** When a network answers, nothing is dropped. */
    static Value dropout(Operands operands) throws InvalidOnnxException {
        operands.node.requireOnly("ratio", "seed", "is_test");
        if (operands.has(2) && operands.known(2).single("the mode of " + operands.node) != 0) {
            throw operands.node.unfit("is set to training", "Export the network for inference: model.eval()");
        }
        return operands.value(0);
    }

    static Value cast(Operands operands) throws InvalidOnnxException {
        OnnxNode node = operands.node;
        node.requireOnly("to", "saturate");
        var type = ElementType.of(node.whole("to", 0), "what " + node + " returns");
        if (operands.isKnown(0)) {
            if (type == ElementType.FLOAT16 && operands.known(0).isReal()) {
                throw node.unfit("rounds a constant to 16-bit floats", "Fold constants before the export");
            }
            return new Value.Known(ConstantOperators.cast(operands.known(0), type));
        }
        if (type == ElementType.FLOAT16) {
            operands.translation.tookNarrow();
        }
        if (!type.isReal) {
            throw node.unfit("makes whole numbers of scores", "Choose an output before it with --output");
        }
        return operands.value(0);
    }

    static Value reshape(Operands operands) throws InvalidOnnxException {
        OnnxNode node = operands.node;
        node.requireOnly("allowzero");
        return in(
                operands,
                Dimensions.reshaped(
                        dimensions(operands), operands.wholes(1), node.whole("allowzero", 0) != 0, node.toString()));
    }

    static Value flatten(Operands operands) throws InvalidOnnxException {
        OnnxNode node = operands.node;
        node.requireOnly("axis");
        int[] dimensions = dimensions(operands);
        long asked = node.whole("axis", 1);
        int axis = asked == dimensions.length
                ? dimensions.length
                : Dimensions.axis(asked, dimensions.length, node.toString());
        return in(operands, new int[] {
            Dimensions.count(Arrays.copyOf(dimensions, axis)),
            Dimensions.count(Arrays.copyOfRange(dimensions, axis, dimensions.length))
        });
    }

    static Value squeeze(Operands operands) throws InvalidOnnxException {
        OnnxNode node = operands.node;
        node.requireOnly("axes");
        int[] dimensions = dimensions(operands);
        var asked = operands.list("axes", 1, AXES_AS_INPUT);
        var removed = new boolean[dimensions.length];
        if (asked.isPresent()) {
            for (long axis : asked.get()) {
                removed[Dimensions.axis(axis, dimensions.length, node.toString())] = true;
            }
        } else {
            for (int axis = 0; axis < dimensions.length; axis++) {
                removed[axis] = dimensions[axis] == 1;
            }
        }
        var kept = new ArrayList<Integer>();
        for (int axis = 0; axis < dimensions.length; axis++) {
            if (!removed[axis]) {
                kept.add(dimensions[axis]);
            } else if (dimensions[axis] != 1) {
                throw node.unfit("removes an axis of " + dimensions[axis] + " values", REMEDY);
            }
        }
        return in(operands, kept.stream().mapToInt(Integer::intValue).toArray());
    }

    static Value unsqueeze(Operands operands) throws InvalidOnnxException {
        OnnxNode node = operands.node;
        node.requireOnly("axes");
        int[] dimensions = dimensions(operands);
        long[] asked =
                operands.list("axes", 1, AXES_AS_INPUT).orElseThrow(() -> node.unfit("must name its axes", REMEDY));
        if (asked.length + dimensions.length > Dimensions.MOST_AXES) {
            throw node.unfit("adds " + asked.length + " axes", REMEDY);
        }
        var more = new int[dimensions.length + asked.length];
        for (long axis : asked) {
            int at = Dimensions.axis(axis, more.length, node.toString());
            if (more[at] != 0) {
                throw node.unfit("adds an axis twice", REMEDY);
            }
            more[at] = 1;
        }
        int from = 0;
        for (int axis = 0; axis < more.length; axis++) {
            if (more[axis] == 0) {
                more[axis] = dimensions[from++];
            }
        }
        return in(operands, more);
    }

    static int[] dimensions(Operands operands) throws InvalidOnnxException {
        return dimensions(operands.value(0));
    }

    static int[] dimensions(Value value) throws InvalidOnnxException {
        return value.match(new Value.Cases<>() {
            @Override
            public int[] known(Tensor tensor) {
                return tensor.dimensions();
            }

            @Override
            public int[] flow(Flow flow) {
                return flow.dimensions();
            }
        });
    }

    private static Value in(Operands operands, int[] dimensions) throws InvalidOnnxException {
        return operands.value(0).match(new Value.Cases<>() {
            @Override
            public Value known(Tensor tensor) {
                return new Value.Known(tensor.in(dimensions));
            }

            @Override
            public Value flow(Flow flow) throws InvalidOnnxException {
                if (dimensions.length == 0 || dimensions[0] != flow.dimension(0)) {
                    throw operands.node.unfit(
                            "makes " + Dimensions.text(dimensions) + " of " + Dimensions.text(flow.dimensions())
                                    + ", which mixes the images of a batch",
                            "Export a network that keeps the batch as its first dimension");
                }
                return flow.in(dimensions);
            }
        });
    }

    static Value transpose(Operands operands) throws InvalidOnnxException {
        OnnxNode node = operands.node;
        node.requireOnly("perm");
        int[] dimensions = dimensions(operands);
        int[] axes = axes(node, dimensions.length);
        return operands.value(0).match(new Value.Cases<>() {
            @Override
            public Value known(Tensor tensor) throws InvalidOnnxException {
                operands.translation.room().take(dimensions, node);
                return new Value.Known(ConstantOperators.transposed(tensor, axes));
            }

            @Override
            public Value flow(Flow flow) throws InvalidOnnxException {
                return transposed(flow, axes, operands);
            }
        });
    }

    private static int[] axes(OnnxNode node, int count) throws InvalidOnnxException {
        var asked = node.wholes("perm");
        var axes = new int[count];
        var seen = new boolean[count];
        if (asked.isPresent() && asked.get().length != count) {
            throw node.unfit("must name " + count + " axes but names " + asked.get().length, REMEDY);
        }
        for (int i = 0; i < count; i++) {
            axes[i] = asked.isEmpty() ? count - 1 - i : Dimensions.axis(asked.get()[i], count, node.toString());
            if (seen[axes[i]]) {
                throw node.unfit("names an axis twice", REMEDY);
            }
            seen[axes[i]] = true;
        }
        return axes;
    }

    /** Nothing moves: the axes of what is stored are counted in another order. */
    private static Flow transposed(Flow flow, int[] axes, Operands operands) throws InvalidOnnxException {
        var dimensions = new int[axes.length];
        for (int i = 0; i < axes.length; i++) {
            dimensions[i] = flow.dimension(axes[i]);
        }
        if (axes.length == 0 || axes[0] != 0) {
            throw operands.node.unfit(
                    "moves the batch", "Export a network that keeps the batch as its first dimension");
        }
        List<List<Integer>> runs = runs(flow, axes);
        if (runs.size() > Flow.STORED.size()) {
            throw operands.node.unfit("turns more than three axes around", "Such networks are not read here");
        }
        // The runs of axes that stay together, in the order of the input, are the axes of what is stored.
        var counted = runs.stream()
                .sorted((left, right) -> left.get(0) - right.get(0))
                .toList();
        if (counted.equals(runs)) {
            return flow.in(dimensions);
        }
        Flow stored = flow;
        var lengths = counted.stream()
                .map(run -> flow.product(run.get(0), run.get(run.size() - 1) + 1))
                .toList();
        if (!flow.lengths().equals(lengths)) {
            var sides = new ArrayList<>(lengths);
            while (sides.size() < Flow.STORED.size()) {
                sides.add(0, 1);
            }
            var shape = new Shape(sides.get(0), sides.get(1), sides.get(2));
            stored = operands.builder().store(flow, shape, Flow.STORED);
        }
        List<Axis> now = Flow.longAxes(stored.shape, stored.order);
        var order = new ArrayList<Axis>();
        runs.forEach(run -> order.add(now.get(counted.indexOf(run))));
        Flow.STORED.stream().filter(axis -> !order.contains(axis)).forEach(order::add);
        return new Flow(stored.node, stored.shape, List.copyOf(order), dimensions, stored.isAlone);
    }

    /** Returns the axes in their new order, those that stay side by side together, without those of length one. */
    private static List<List<Integer>> runs(Flow flow, int[] axes) {
        var runs = new ArrayList<List<Integer>>();
        boolean isByAxis = flow.lengths()
                .equals(Arrays.stream(flow.dimensions())
                        .skip(1)
                        .filter(each -> each > 1)
                        .boxed()
                        .toList());
        int last = -1;
        for (int axis : axes) {
            if (axis == 0 || flow.dimension(axis) == 1) {
                continue;
            }
            if (!isByAxis && !runs.isEmpty() && isNext(flow, last, axis)) {
                runs.get(runs.size() - 1).add(axis);
            } else {
                runs.add(new ArrayList<>(List.of(axis)));
            }
            last = axis;
        }
        return runs;
    }

    private static boolean isNext(Flow flow, int last, int axis) {
        return last < axis && flow.product(last + 1, axis) == 1;
    }

    static Value concatenate(Operands operands) throws InvalidOnnxException {
        OnnxNode node = operands.node;
        node.requireOnly("axis");
        var values = new ArrayList<Value>();
        for (int i = 0; i < operands.count(); i++) {
            values.add(operands.value(i));
        }
        int[] dimensions = dimensions(operands);
        int axis = Dimensions.axis(node.whole("axis", 1), dimensions.length, node.toString());
        long total = 0;
        for (Value value : values) {
            int[] others = dimensions(value);
            total += others.length == dimensions.length ? others[axis] : 0;
            int[] compared = others.clone();
            if (others.length == dimensions.length) {
                compared[axis] = dimensions[axis];
            }
            if (!Arrays.equals(compared, dimensions)) {
                throw node.unfit("puts " + Dimensions.text(others) + " beside " + Dimensions.text(dimensions), REMEDY);
            }
        }
        dimensions[axis] = (int) Math.min(total, Integer.MAX_VALUE);
        Dimensions.checked(dimensions, "the output of " + node);
        if (values.stream().allMatch(Value.Known.class::isInstance)) {
            operands.translation.room().take(dimensions, node);
            var tensors =
                    values.stream().map(value -> ((Value.Known) value).tensor()).toList();
            return new Value.Known(ConstantOperators.concatenated(tensors, dimensions, axis));
        }
        if (axis == 0 || !values.stream().allMatch(Flow.class::isInstance)) {
            throw node.unfit(
                    "puts images of a batch, or constants, beside each other", "Such networks are not read here");
        }
        return concatenated(values.stream().map(Flow.class::cast).toList(), dimensions, axis, operands);
    }

    private static Flow concatenated(List<Flow> flows, int[] dimensions, int axis, Operands operands) {
        Flow first = flows.get(0);
        for (Axis stored : Flow.STORED) {
            if (flows.stream().allMatch(flow -> flow.order.equals(first.order) && isAlong(flow, stored, axis))) {
                return operands.builder()
                        .add(new Concatenate(stored), Parameters.none(), flows, first.order, dimensions);
            }
        }
        var stored = flows.stream()
                .map(flow -> operands.builder()
                        .store(
                                flow,
                                new Shape(
                                        flow.product(1, axis),
                                        flow.dimension(axis),
                                        flow.product(axis + 1, flow.axes())),
                                Flow.STORED))
                .toList();
        return operands.builder()
                .add(new Concatenate(Axis.COLUMNS), Parameters.none(), stored, Flow.STORED, dimensions);
    }

    /** Returns whether an axis of what is stored is one of ONNX's dimensions, with the same values before and after it. */
    private static boolean isAlong(Flow flow, Axis stored, int axis) {
        long before = 1;
        for (Axis each : flow.order) {
            if (each == stored) {
                return before == flow.product(1, axis) && flow.shape.length(stored) == flow.dimension(axis);
            }
            before *= flow.shape.length(each);
        }
        return false;
    }
}
