package io.glyphstream.onnx;

import io.glyphstream.model.graph.Activation;
import io.glyphstream.model.graph.Axis;
import io.glyphstream.model.graph.LogSoftmax;
import io.glyphstream.model.graph.Multiply;
import io.glyphstream.model.graph.Operation;
import io.glyphstream.model.graph.Shape;
import io.glyphstream.model.graph.Softmax;
import java.util.List;
import java.util.Optional;

/** Functions of each value, and Softmax. */
final class ElementOperators {

    /** From this operator set on, Softmax is about one axis; before, about all from this axis on. */
    private static final int ONE_AXIS = 13;

    private ElementOperators() {}

    static Value rectifier(Operands operands) throws InvalidOnnxException {
        operands.node.requireOnly();
        return operands.builder().add(new Activation.Rectifier(), operands.flow(0));
    }

    static Value leakyRectifier(Operands operands) throws InvalidOnnxException {
        operands.node.requireOnly("alpha");
        float slope = operands.node.real("alpha", 0.01f);
        return operands.builder().add(new Activation.LeakyRectifier(slope), operands.flow(0));
    }

    static Value sigmoid(Operands operands) throws InvalidOnnxException {
        operands.node.requireOnly();
        return operands.builder().add(new Activation.Sigmoid(), operands.flow(0));
    }

    static Value tangent(Operands operands) throws InvalidOnnxException {
        operands.node.requireOnly();
        return operands.builder().add(new Activation.HyperbolicTangent(), operands.flow(0));
    }

    static Value clip(Operands operands) throws InvalidOnnxException {
        OnnxNode node = operands.node;
        node.requireOnly("min", "max");
        float low = operands.has(1)
                ? operands.known(1).single("the least value of " + node)
                : node.real("min", Float.NEGATIVE_INFINITY);
        float high = operands.has(2)
                ? operands.known(2).single("the greatest value of " + node)
                : node.real("max", Float.POSITIVE_INFINITY);
        return operands.builder().add(new Activation.Clip(low, high), operands.flow(0));
    }

    /** The nearest value to alpha x value + beta within [0, 1]. */
    static Value hardSigmoid(Operands operands) throws InvalidOnnxException {
        operands.node.requireOnly("alpha", "beta");
        return hardSigmoid(
                operands.flow(0), operands.node.real("alpha", 0.2f), operands.node.real("beta", 0.5f), operands);
    }

    private static Flow hardSigmoid(Flow flow, float alpha, float beta, Operands operands) throws InvalidOnnxException {
        Flow line = ScaleOperators.scaled(flow, Optional.of(single(alpha)), Optional.of(single(beta)), operands);
        return operands.builder().add(new Activation.Clip(0, 1), line);
    }

    private static Tensor single(float value) {
        return Tensor.reals(new int[0], new float[] {value});
    }

    static Value hardSwish(Operands operands) throws InvalidOnnxException {
        operands.node.requireOnly();
        Flow flow = operands.flow(0).shared();
        return FlowPairs.combined(new Multiply(), flow, hardSigmoid(flow, 1 / 6f, 0.5f, operands), operands);
    }

    /** The value times the sigmoid of alpha x value; with an alpha of 1 also known as SiLU. */
    static Value swish(Operands operands) throws InvalidOnnxException {
        operands.node.requireOnly("alpha");
        Flow flow = operands.flow(0).shared();
        float alpha = operands.node.real("alpha", 1);
        Flow inner =
                alpha == 1 ? flow : ScaleOperators.scaled(flow, Optional.of(single(alpha)), Optional.empty(), operands);
        Flow gate = operands.builder().add(new Activation.Sigmoid(), inner);
        return FlowPairs.combined(new Multiply(), flow, gate, operands);
    }

    static Value softmax(Operands operands) throws InvalidOnnxException {
        return softmax(new Softmax(), operands);
    }

    static Value logarithmOfSoftmax(Operands operands) throws InvalidOnnxException {
        return softmax(new LogSoftmax(), operands);
    }

    private static Value softmax(Operation operation, Operands operands) throws InvalidOnnxException {
        OnnxNode node = operands.node;
        node.requireOnly("axis");
        boolean isOneAxis = node.operatorSet() >= ONE_AXIS;
        Flow flow = operands.flow(0);
        int axis = Dimensions.axis(node.whole("axis", isOneAxis ? -1 : 1), flow.axes(), node.toString());
        if (axis == 0) {
            throw node.unfit("compares the images of a batch", "Export it with axis 1 or -1");
        }
        int end = isOneAxis ? axis + 1 : flow.axes();
        int before = flow.product(1, axis);
        int length = flow.product(axis, end);
        int after = flow.product(end, flow.axes());
        return operands.builder().add(operation, compared(flow, new int[] {before, length, after}, operands));
    }

    /** Returns the value with what is compared side by side, as channels. */
    private static Flow compared(Flow flow, int[] lengths, Operands operands) {
        var wanted = new Shape(lengths[0], lengths[2], lengths[1]);
        var order = List.of(Axis.ROWS, Axis.CHANNELS, Axis.COLUMNS);
        boolean isFirst = lengths[0] == 1 && flow.isStored(flow.shape, Flow.CHANNELS_FIRST);
        boolean isLast = lengths[2] == 1 && flow.isStored(flow.shape, Flow.STORED);
        boolean isThere = flow.shape.channels() == lengths[1] && (isFirst || isLast);
        return isThere ? flow : operands.builder().store(flow, wanted, order);
    }
}
