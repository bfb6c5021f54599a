package io.glyphstream.onnx;

import io.glyphstream.model.InputShape;
import io.glyphstream.model.graph.Axis;
import io.glyphstream.model.graph.GraphDesign;
import io.glyphstream.model.graph.GraphNetwork;
import io.glyphstream.model.graph.InputScale;
import io.glyphstream.model.graph.Node;
import io.glyphstream.model.graph.Operation;
import io.glyphstream.model.graph.Permute;
import io.glyphstream.model.graph.Reshape;
import io.glyphstream.model.graph.Scale;
import io.glyphstream.model.graph.Shape;
import java.util.ArrayList;
import java.util.List;

/** Collects the nodes of a design while a file is read, and brings values into the order in which a node needs them. */
final class DesignBuilder {

    private final Shape input;
    private final List<Draft> drafts = new ArrayList<>();

    DesignBuilder(InputShape input) {
        this.input = Shape.of(input);
    }

    /** A node that may still change, while nobody else reads it. */
    record Draft(Operation operation, List<Integer> inputs, Parameters weights) {}

    /**
     * Adds a node, and returns what it makes of the values.
     *
     * @param dimensions of what it returns, with the batch as the first
     * @throws IllegalArgumentException if the node does not take these values
     */
    Flow add(Operation operation, Parameters weights, List<Flow> from, List<Axis> order, int[] dimensions) {
        Shape shape = operation.outputOf(from.stream().map(flow -> flow.shape).toList());
        drafts.add(new Draft(operation, from.stream().map(flow -> flow.node).toList(), weights));
        return new Flow(drafts.size(), shape, order, dimensions, true);
    }

    /** Adds a node that has no weights, and returns what it makes of one value, in the same order and dimensions. */
    Flow add(Operation operation, Flow from) {
        return add(operation, Parameters.none(), List.of(from), from.order, from.dimensions());
    }

    /** Returns the node that a value comes from; none for the image. */
    List<Draft> draft(Flow flow) {
        return flow.node == 0 ? List.of() : List.of(drafts.get(flow.node - 1));
    }

    /** Changes the node that a value comes from; nobody else may read it. */
    Flow replace(Flow flow, Operation operation, Parameters weights) {
        drafts.set(flow.node - 1, new Draft(operation, drafts.get(flow.node - 1).inputs(), weights));
        return flow;
    }

    /** Returns the same value, stored in a shape whose axes ONNX counts in an order. */
    Flow store(Flow flow, Shape shape, List<Axis> order) {
        if (flow.isStored(shape, order)) {
            return new Flow(flow.node, shape, order, flow.dimensions(), flow.isAlone);
        }
        Flow rows = flow;
        if (!flow.lengths().equals(Flow.lengths(shape, order))) {
            rows = reshape(permute(flow, flow.order), inOrder(shape, order));
        }
        // Where each axis of the shape is among those that are stored now: both count the same lengths.
        List<Axis> now = Flow.longAxes(rows.shape, rows.order);
        List<Axis> then = Flow.longAxes(shape, order);
        var from = new ArrayList<Axis>();
        for (Axis axis : Flow.STORED) {
            int at = then.indexOf(axis);
            from.add(at < 0 ? axis : now.get(at));
        }
        fill(from, then);
        Flow turned = permute(rows, from);
        return reshape(new Flow(turned.node, turned.shape, order, flow.dimensions(), turned.isAlone), shape, order);
    }

    /** Gives axes of length one what the others leave. */
    private static void fill(List<Axis> from, List<Axis> used) {
        var free = new ArrayList<>(Flow.STORED);
        for (int i = 0; i < from.size(); i++) {
            if (used.contains(Flow.STORED.get(i))) {
                free.remove(from.get(i));
            }
        }
        for (int i = 0; i < from.size(); i++) {
            if (!used.contains(Flow.STORED.get(i))) {
                from.set(i, free.remove(0));
            }
        }
    }

    private static Shape inOrder(Shape shape, List<Axis> order) {
        return new Shape(shape.length(order.get(0)), shape.length(order.get(1)), shape.length(order.get(2)));
    }

    /** Stores values with these axes as rows, columns and channels; ONNX's order stays. */
    private Flow permute(Flow flow, List<Axis> from) {
        if (from.equals(Flow.STORED)) {
            return flow;
        }
        var order = flow.order.stream()
                .map(axis -> Flow.STORED.get(from.indexOf(axis)))
                .toList();
        boolean isMoving = !Flow.longAxes(flow.shape, from).equals(Flow.longAxes(flow.shape, Flow.STORED));
        Operation operation =
                isMoving ? new Permute(from.get(0), from.get(1), from.get(2)) : new Reshape(inOrder(flow.shape, from));
        return add(operation, Parameters.none(), List.of(flow), order, flow.dimensions());
    }

    private Flow reshape(Flow flow, Shape shape) {
        return reshape(flow, shape, Flow.STORED);
    }

    private Flow reshape(Flow flow, Shape shape, List<Axis> order) {
        return flow.shape.equals(shape)
                ? new Flow(flow.node, shape, order, flow.dimensions(), flow.isAlone)
                : add(new Reshape(shape), Parameters.none(), List.of(flow), order, flow.dimensions());
    }

    /**
     * Returns the network whose scores are a flat value.
     *
     * @throws IllegalArgumentException if the nodes are no network within all bounds
     */
    GraphNetwork network(InputShape image, InputScale scale, Flow scores) {
        boolean[] read = new boolean[drafts.size() + 1];
        read[scores.node] = true;
        for (int node = scores.node; node > 0; node--) {
            if (read[node]) {
                drafts.get(node - 1).inputs().forEach(from -> read[from] = true);
            }
        }
        int[] numbers = new int[drafts.size() + 1];
        var kept = new ArrayList<Draft>();
        for (int node = 1; node <= scores.node; node++) {
            if (read[node]) {
                Draft draft = drafts.get(node - 1);
                var inputs = draft.inputs().stream().map(from -> numbers[from]).toList();
                kept.add(new Draft(draft.operation(), inputs, draft.weights()));
                numbers[node] = kept.size();
            }
        }
        return isScaledFirst(kept)
                ? network(image, combined(scale, kept.get(0).weights()), withoutFirst(kept))
                : network(image, scale, kept);
    }

    private static GraphNetwork network(InputShape image, InputScale scale, List<Draft> drafts) {
        var nodes = drafts.stream()
                .map(draft -> new Node(draft.operation(), draft.inputs()))
                .toList();
        var weights = drafts.stream().map(draft -> draft.weights().fixed()).toList();
        return new GraphNetwork(new GraphDesign(image, scale, nodes), weights);
    }

    /** Returns whether nothing but a scale of channels reads the image. */
    private static boolean isScaledFirst(List<Draft> drafts) {
        long readers =
                drafts.stream().filter(draft -> draft.inputs().contains(0)).count();
        return drafts.size() > 1 && readers == 1 && drafts.get(0).operation().equals(new Scale(Scale.Extent.CHANNEL));
    }

    private static InputScale combined(InputScale scale, Parameters first) {
        var multipliers = new ArrayList<Float>();
        var addends = new ArrayList<Float>();
        for (int channel = 0; channel < scale.channels(); channel++) {
            double weight = first.weights[channel];
            multipliers.add((float) (scale.multipliers().get(channel) * weight));
            addends.add((float) (scale.addends().get(channel) * weight + first.biases[channel]));
        }
        return new InputScale(multipliers, addends);
    }

    private static List<Draft> withoutFirst(List<Draft> drafts) {
        return drafts.subList(1, drafts.size()).stream()
                .map(draft -> new Draft(
                        draft.operation(),
                        draft.inputs().stream().map(from -> from - 1).toList(),
                        draft.weights()))
                .toList();
    }

    /** Returns the image, as the first value of a design. */
    Flow image(List<Axis> order, int[] dimensions) {
        return new Flow(0, input, order, dimensions, false);
    }
}
