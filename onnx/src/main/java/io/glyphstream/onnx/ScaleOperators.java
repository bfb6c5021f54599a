package io.glyphstream.onnx;

import io.glyphstream.model.graph.Add;
import io.glyphstream.model.graph.Convolution;
import io.glyphstream.model.graph.Dense;
import io.glyphstream.model.graph.Divide;
import io.glyphstream.model.graph.Multiply;
import io.glyphstream.model.graph.Operation;
import io.glyphstream.model.graph.Scale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Sums, differences, products and quotients of each value, and normalization by a batch's mean and variance. */
final class ScaleOperators {

    private ScaleOperators() {}

    static Value normalization(Operands operands) throws InvalidOnnxException {
        OnnxNode node = operands.node;
        node.requireOnly("epsilon", "momentum", "spatial", "training_mode", "consumed_inputs", "is_test");
        node.requireValue("spatial", 1);
        node.requireValue("training_mode", 0);
        Flow flow = operands.flow(0);
        float[] scale = operands.known(1).reals();
        float[] bias = operands.known(2).reals();
        float[] mean = operands.known(3).reals();
        float[] variance = operands.known(4).reals();
        int channels = flow.axes() < 2 ? 0 : flow.dimension(1);
        if (List.of(scale.length, bias.length, mean.length, variance.length).stream()
                .anyMatch(length -> length != channels)) {
            throw node.unfit(
                    "must have a mean, a variance, a scale and a bias for each of " + channels + " channels",
                    "The file is damaged or breaks ONNX's rules; export it again");
        }
        double epsilon = node.real("epsilon", 1e-5f);
        int later = flow.product(2, flow.axes());
        var multipliers = new double[flow.values()];
        var addends = new double[flow.values()];
        for (int i = 0; i < multipliers.length; i++) {
            int channel = i / later;
            multipliers[i] = scale[channel] / Math.sqrt(variance[channel] + epsilon);
            addends[i] = bias[channel] - mean[channel] * multipliers[i];
        }
        return applied(flow, multipliers, addends, operands);
    }

    static Value sum(Operands operands) throws InvalidOnnxException {
        operands.node.requireOnly();
        Value total = operands.value(0);
        for (int i = 1; i < operands.count(); i++) {
            total = sum(total, operands.value(i), operands);
        }
        return total;
    }

    private static Value sum(Value left, Value right, Operands operands) throws InvalidOnnxException {
        return either(
                left,
                right,
                Arithmetic.ADD,
                new Add(),
                operands,
                (flow, known) -> scaled(flow, Optional.empty(), Optional.of(known), operands));
    }

    /** A value that depends on the image, and a constant. */
    private interface Mixed {
        Flow of(Flow flow, Tensor known) throws InvalidOnnxException;
    }

    /** Returns what an operation makes of two values whose order does not matter: both known, neither, or one of them. */
    private static Value either(
            Value left, Value right, Arithmetic known, Operation unknown, Operands operands, Mixed mixed)
            throws InvalidOnnxException {
        if (left instanceof Value.Known a && right instanceof Value.Known b) {
            return new Value.Known(ConstantOperators.combined(a.tensor(), b.tensor(), known, operands));
        }
        if (left instanceof Flow a && right instanceof Flow b) {
            return FlowPairs.combined(unknown, a, b, operands);
        }
        return left instanceof Flow a
                ? mixed.of(a, ((Value.Known) right).tensor())
                : mixed.of((Flow) right, ((Value.Known) left).tensor());
    }

    static Value difference(Operands operands) throws InvalidOnnxException {
        operands.node.requireOnly();
        Value left = operands.value(0);
        Value right = operands.value(1);
        if (left instanceof Value.Known a && right instanceof Value.Known b) {
            return new Value.Known(ConstantOperators.combined(a.tensor(), b.tensor(), Arithmetic.SUBTRACT, operands));
        }
        if (right instanceof Value.Known b) {
            return scaled((Flow) left, Optional.empty(), Optional.of(negative(b.tensor())), operands);
        }
        Flow negated = scaled((Flow) right, Optional.of(minusOne()), Optional.empty(), operands);
        return sum(left, negated, operands);
    }

    static Value negation(Operands operands) throws InvalidOnnxException {
        operands.node.requireOnly();
        return operands.isKnown(0)
                ? new Value.Known(negative(operands.known(0)))
                : scaled(operands.flow(0), Optional.of(minusOne()), Optional.empty(), operands);
    }

    static Value product(Operands operands) throws InvalidOnnxException {
        operands.node.requireOnly();
        return either(
                operands.value(0),
                operands.value(1),
                Arithmetic.MULTIPLY,
                new Multiply(),
                operands,
                (flow, known) -> scaled(flow, Optional.of(known), Optional.empty(), operands));
    }

    static Value quotient(Operands operands) throws InvalidOnnxException {
        operands.node.requireOnly();
        Value left = operands.value(0);
        if (left instanceof Flow a && operands.value(1) instanceof Flow b) {
            return FlowPairs.combined(new Divide(), a, b, operands);
        }
        Tensor divisor = operands.known(1);
        if (left instanceof Value.Known a) {
            return new Value.Known(ConstantOperators.combined(a.tensor(), divisor, Arithmetic.DIVIDE, operands));
        }
        Flow flow = (Flow) left;
        double[] divisors = spread(flow, divisor, operands);
        for (int i = 0; i < divisors.length; i++) {
            divisors[i] = 1 / divisors[i];
        }
        return applied(flow, divisors, new double[divisors.length], operands);
    }

    private static Tensor minusOne() {
        return Tensor.reals(new int[0], new float[] {-1});
    }

    private static Tensor negative(Tensor tensor) throws InvalidOnnxException {
        if (tensor.isReal()) {
            float[] values = tensor.reals().clone();
            for (int i = 0; i < values.length; i++) {
                values[i] = -values[i];
            }
            return Tensor.reals(tensor.dimensions(), values);
        }
        return Tensor.wholes(
                tensor.dimensions(),
                Arrays.stream(tensor.wholes("a sum")).map(value -> -value).toArray());
    }

    /** Returns each value times a constant plus a constant. */
    static Flow scaled(Flow flow, Optional<Tensor> multiplier, Optional<Tensor> addend, Operands operands)
            throws InvalidOnnxException {
        var multipliers = new double[flow.values()];
        Arrays.fill(multipliers, 1);
        if (multiplier.isPresent()) {
            multipliers = spread(flow, multiplier.get(), operands);
        }
        var addends = addend.isPresent() ? spread(flow, addend.get(), operands) : new double[flow.values()];
        return applied(flow, multipliers, addends, operands);
    }

    /** Returns a constant's value for each value of an image, as ONNX counts them. */
    private static double[] spread(Flow flow, Tensor constant, Operands operands) throws InvalidOnnxException {
        int[] dimensions = flow.dimensions();
        int[] own = constant.dimensions();
        int[] both = Dimensions.broadcast(dimensions, own, operands.node.toString());
        boolean isForBatch = own.length == dimensions.length && own[0] != 1;
        if (!Arrays.equals(both, dimensions) || isForBatch) {
            throw operands.node.unfit(
                    "combines " + Dimensions.text(dimensions) + " with a constant of " + Dimensions.text(own)
                            + ", which has more axes or a value for each image of a batch",
                    "Export the network for a batch of one image, or with a dynamic batch");
        }
        dimensions[0] = 1;
        int[] places = ConstantOperators.broadcastPlaces(own, dimensions);
        float[] from = constant.reals();
        var values = new double[places.length];
        for (int i = 0; i < places.length; i++) {
            values[i] = from[places[i]];
        }
        return values;
    }

    /** Returns each value times its multiplier plus its addend, both as ONNX counts values. */
    private static Flow applied(Flow flow, double[] multipliers, double[] addends, Operands operands) {
        int[] places = flow.places();
        int channels = flow.shape.channels();
        double[] byPlace = turned(multipliers, places);
        double[] added = turned(addends, places);
        boolean isByChannel = repeats(byPlace, channels) && repeats(added, channels);
        var extent = isByChannel ? Scale.Extent.CHANNEL : Scale.Extent.VALUE;
        int count = isByChannel ? channels : byPlace.length;
        return scaled(flow, extent, Arrays.copyOf(byPlace, count), Arrays.copyOf(added, count), operands.builder());
    }

    private static double[] turned(double[] values, int[] places) {
        var turned = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            turned[places[i]] = values[i];
        }
        return turned;
    }

    private static boolean repeats(double[] values, int period) {
        for (int i = period; i < values.length; i++) {
            if (values[i] != values[i - period]) {
                return false;
            }
        }
        return true;
    }

    /** Changes the weights of what comes before, if nobody else reads it; otherwise adds a node. */
    private static Flow scaled(
            Flow flow, Scale.Extent extent, double[] multipliers, double[] addends, DesignBuilder builder) {
        for (DesignBuilder.Draft before : flow.isAlone ? builder.draft(flow) : new ArrayList<DesignBuilder.Draft>()) {
            if (folds(before.operation(), extent)) {
                return builder.replace(flow, before.operation(), folded(before.weights(), multipliers, addends));
            }
        }
        var weights = new Parameters(rounded(multipliers), rounded(addends));
        return builder.add(new Scale(extent), weights, List.of(flow), flow.order, flow.dimensions());
    }

    private static boolean folds(Operation before, Scale.Extent extent) {
        boolean isLinear = before instanceof Convolution || before instanceof Dense;
        return (isLinear && extent == Scale.Extent.CHANNEL) || before.equals(new Scale(extent));
    }

    private static Parameters folded(Parameters before, double[] multipliers, double[] addends) {
        float[] weights = before.weights;
        float[] biases = before.biases;
        int each = weights.length / multipliers.length;
        for (int output = 0; output < multipliers.length; output++) {
            for (int i = output * each; i < (output + 1) * each; i++) {
                weights[i] = (float) (weights[i] * multipliers[output]);
            }
            biases[output] = (float) (biases[output] * multipliers[output] + addends[output]);
        }
        return new Parameters(weights, biases);
    }

    private static float[] rounded(double[] values) {
        var rounded = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            rounded[i] = (float) values[i];
        }
        return rounded;
    }
}
