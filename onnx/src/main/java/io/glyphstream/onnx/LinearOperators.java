package io.glyphstream.onnx;

import io.glyphstream.model.graph.Convolution;
import io.glyphstream.model.graph.Dense;
import io.glyphstream.model.graph.Flatten;
import io.glyphstream.model.graph.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Convolutions and products with matrices. */
final class LinearOperators {

    private LinearOperators() {}

    static Value convolution(Operands operands) throws InvalidOnnxException {
        OnnxNode node = operands.node;
        node.requireOnly("auto_pad", "dilations", "group", "kernel_shape", "pads", "strides");
        Flow flow = Windows.image(operands.flow(0), operands);
        Tensor tensor = operands.known(1);
        int[] sides = tensor.dimensions();
        long groups = node.whole("group", 1);
        int channels = flow.shape.channels();
        if (sides.length != 4 || groups < 1 || channels % groups != 0 || sides[1] != channels / groups) {
            throw node.unfit(
                    "has weights of " + Dimensions.text(sides) + " in " + groups + " groups for " + channels
                            + " channels",
                    "The file is damaged or breaks ONNX's rules; export it again");
        }
        var window = Windows.of(node, flow, new int[] {sides[2], sides[3]});
        var biases = operands.has(2) ? operands.known(2).reals().clone() : new float[sides[0]];
        if (biases.length != sides[0]) {
            throw node.unfit(
                    "has " + biases.length + " biases for " + sides[0] + " filters",
                    "The file is damaged or breaks ONNX's rules; export it again");
        }
        var operation = new Convolution(sides[0], (int) groups, window);
        return Windows.applied(operation, new Parameters(placeByPlace(tensor), biases), flow, operands);
    }

    /** Turns (filters x channels x rows x columns) into (filters x rows x columns x channels). */
    private static float[] placeByPlace(Tensor tensor) {
        int[] sides = tensor.dimensions();
        int places = sides[2] * sides[3];
        float[] from = tensor.reals();
        var turned = new float[from.length];
        for (int filter = 0; filter < sides[0]; filter++) {
            int start = filter * sides[1] * places;
            for (int channel = 0; channel < sides[1]; channel++) {
                for (int place = 0; place < places; place++) {
                    turned[start + place * sides[1] + channel] = from[start + channel * places + place];
                }
            }
        }
        return turned;
    }

    static Value generalProduct(Operands operands) throws InvalidOnnxException {
        OnnxNode node = operands.node;
        node.requireOnly("alpha", "beta", "transA", "transB");
        node.requireValue("transA", 0);
        Tensor matrix = matrix(operands, node.whole("transB", 0) != 0);
        float alpha = node.real("alpha", 1);
        if (alpha != 1) {
            matrix = times(matrix, alpha);
        }
        Flow flow = operands.flow(0);
        if (flow.axes() != 2) {
            throw node.unfit(
                    "must have a matrix as input but that is " + Dimensions.text(flow.dimensions()),
                    "The file is damaged or breaks ONNX's rules; export it again");
        }
        Flow product = dense(flow, matrix, operands);
        if (!operands.has(2)) {
            return product;
        }
        float beta = node.real("beta", 1);
        Tensor added = beta == 1 ? operands.known(2) : times(operands.known(2), beta);
        return ScaleOperators.scaled(product, Optional.empty(), Optional.of(added), operands);
    }

    static Value product(Operands operands) throws InvalidOnnxException {
        operands.node.requireOnly();
        return dense(operands.flow(0), matrix(operands, false), operands);
    }

    private static Tensor times(Tensor tensor, float factor) {
        float[] values = tensor.reals().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
        return Tensor.reals(tensor.dimensions(), values);
    }

    /** Returns the second input as (inputs x outputs). */
    private static Tensor matrix(Operands operands, boolean isTransposed) throws InvalidOnnxException {
        Tensor tensor = operands.known(1);
        int[] sides = tensor.dimensions();
        int extra = Math.max(0, sides.length - 2);
        if (sides.length < 2 || Arrays.stream(sides, 0, extra).anyMatch(side -> side != 1)) {
            throw operands.node.unfit(
                    "must have a matrix as input 2 but that is " + Dimensions.text(sides),
                    "Such networks are not read here");
        }
        int rows = sides[extra];
        int columns = sides[extra + 1];
        if (!isTransposed) {
            return tensor.in(new int[] {rows, columns});
        }
        return ConstantOperators.transposed(tensor.in(new int[] {rows, columns}), new int[] {1, 0});
    }

    private static Flow dense(Flow flow, Tensor matrix, Operands operands) throws InvalidOnnxException {
        int inputs = matrix.dimensions()[0];
        int outputs = matrix.dimensions()[1];
        int last = flow.axes() - 1;
        if (last < 1 || flow.dimension(last) != inputs) {
            throw operands.node.unfit(
                    "cannot multiply " + Dimensions.text(flow.dimensions()) + " by a matrix of " + inputs + " x "
                            + outputs,
                    "The file is damaged or breaks ONNX's rules; export it again");
        }
        int[] dimensions = flow.dimensions();
        dimensions[last] = outputs;
        var operation = new Dense(outputs);
        if (flow.product(1, last) == 1) {
            Flow flat = flow.shape.isFlat() ? flow : operands.builder().add(new Flatten(), stored(flow));
            var weights = new Parameters(turned(matrix, flow.places()), new float[outputs]);
            return operands.builder().add(operation, weights, List.of(flat), Flow.STORED, dimensions);
        }
        boolean isAtHand = flow.isStored(flow.shape, Flow.STORED) && flow.shape.channels() == inputs;
        Shape places = isAtHand ? flow.shape : new Shape(flow.product(1, last), 1, inputs);
        Flow there = operands.builder().store(flow, places, Flow.STORED);
        var weights = new Parameters(turned(matrix, identity(inputs)), new float[outputs]);
        return operands.builder().add(operation, weights, List.of(there), Flow.STORED, dimensions);
    }

    /** The weights were turned, so that the order in which values are stored is the order that counts. */
    private static Flow stored(Flow flow) {
        return new Flow(flow.node, flow.shape, Flow.STORED, flow.dimensions(), flow.isAlone);
    }

    private static int[] identity(int count) {
        var places = new int[count];
        Arrays.setAll(places, i -> i);
        return places;
    }

    /** Turns (inputs x outputs) into (outputs x places), where each input has its place. */
    private static float[] turned(Tensor matrix, int[] places) {
        int outputs = matrix.dimensions()[1];
        float[] from = matrix.reals();
        var turned = new float[from.length];
        for (int input = 0; input < places.length; input++) {
            for (int output = 0; output < outputs; output++) {
                turned[output * places.length + places[input]] = from[input * outputs + output];
            }
        }
        return turned;
    }
}
