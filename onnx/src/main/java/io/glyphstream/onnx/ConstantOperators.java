package io.glyphstream.onnx;

import java.util.Arrays;
import java.util.List;

/** Operators on what is known, most of them about shapes. */
final class ConstantOperators {

    private static final int SLICE_AS_INPUTS = 10;
    private static final String REMEDY = "The file is damaged or breaks ONNX's rules; export it again";

    private ConstantOperators() {}

    static Value shape(Operands operands) throws InvalidOnnxException {
        OnnxNode node = operands.node;
        node.requireOnly("start", "end");
        int[] dimensions = LayoutOperators.dimensions(operands);
        int start = clamped(node.whole("start", 0), dimensions.length);
        int end = clamped(node.whole("end", dimensions.length), dimensions.length);
        return new Value.Known(Tensor.list(Arrays.stream(dimensions, start, Math.max(start, end))
                .asLongStream()
                .toArray()));
    }

    private static int clamped(long position, int length) {
        long counted = position < 0 ? position + length : position;
        return (int) Math.max(0, Math.min(length, counted));
    }

    static Value constant(Operands operands) throws InvalidOnnxException {
        OnnxNode node = operands.node;
        node.requireOnly("value", "value_float", "value_floats", "value_int", "value_ints");
        var tensor = node.tensor("value");
        if (tensor.isPresent()) {
            return new Value.Known(tensor.get());
        }
        if (node.has("value_float")) {
            return new Value.Known(Tensor.reals(new int[0], new float[] {node.real("value_float", 0)}));
        }
        if (node.has("value_int")) {
            return new Value.Known(Tensor.wholes(new int[0], new long[] {node.whole("value_int", 0)}));
        }
        var wholes = node.wholes("value_ints");
        if (wholes.isPresent()) {
            return new Value.Known(Tensor.list(wholes.get()));
        }
        var reals = node.attribute("value_floats")
                .orElseThrow(() -> node.unfit("has no value", REMEDY))
                .getFloatsList();
        var values = new float[reals.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = reals.get(i);
        }
        return new Value.Known(Tensor.reals(new int[] {values.length}, values));
    }

    static Value filled(Operands operands) throws InvalidOnnxException {
        OnnxNode node = operands.node;
        node.requireOnly("value");
        int[] dimensions =
                Dimensions.checked(Arrays.stream(operands.wholes(0)).boxed().toList(), "the output of " + node);
        var value = node.tensor("value").orElse(Tensor.reals(new int[] {1}, new float[1]));
        value.single("the value of " + node);
        operands.translation.room().take(dimensions, node);
        return new Value.Known(value.picked(dimensions, new int[Dimensions.count(dimensions)]));
    }

    static Value gather(Operands operands) throws InvalidOnnxException {
        OnnxNode node = operands.node;
        node.requireOnly("axis");
        Tensor from = operands.known(0);
        Tensor indices = operands.known(1);
        int[] own = from.dimensions();
        int axis = Dimensions.axis(node.whole("axis", 0), own.length, node.toString());
        int[] picked = indices.dimensions();
        var dimensions = new int[own.length - 1 + picked.length];
        System.arraycopy(own, 0, dimensions, 0, axis);
        System.arraycopy(picked, 0, dimensions, axis, picked.length);
        System.arraycopy(own, axis + 1, dimensions, axis + picked.length, own.length - axis - 1);
        operands.translation.room().take(dimensions, node);
        int before = Dimensions.count(Arrays.copyOf(own, axis));
        int after = Dimensions.count(Arrays.copyOfRange(own, axis + 1, own.length));
        var places = new int[Dimensions.count(dimensions)];
        int at = 0;
        long[] asked = indices.wholes("the indices of " + node);
        for (int i = 0; i < before; i++) {
            for (long index : asked) {
                int start = (i * own[axis] + Dimensions.axis(index, own[axis], node.toString())) * after;
                for (int j = 0; j < after; j++) {
                    places[at++] = start + j;
                }
            }
        }
        return new Value.Known(from.picked(dimensions, places));
    }

    static Value slice(Operands operands) throws InvalidOnnxException {
        OnnxNode node = operands.node;
        node.requireOnly("starts", "ends", "axes");
        Tensor from = operands.known(0);
        long[] starts =
                operands.list("starts", 1, SLICE_AS_INPUTS).orElseThrow(() -> node.unfit("has no starts", REMEDY));
        long[] ends = operands.list("ends", 2, SLICE_AS_INPUTS).orElseThrow(() -> node.unfit("has no ends", REMEDY));
        long[] axes = operands.list("axes", 3, SLICE_AS_INPUTS).orElseGet(() -> counted(starts.length));
        long[] steps = operands.has(4) ? operands.wholes(4) : new long[0];
        if (starts.length != ends.length || axes.length != starts.length) {
            throw node.unfit("must have as many starts as ends and axes", REMEDY);
        }
        if (Arrays.stream(steps).anyMatch(step -> step != 1)) {
            throw node.unfit("takes steps of other lengths than 1", "Such networks are not read here");
        }
        int[] own = from.dimensions();
        int[] first = new int[own.length];
        int[] dimensions = own.clone();
        for (int i = 0; i < axes.length; i++) {
            int axis = Dimensions.axis(axes[i], own.length, node.toString());
            first[axis] = clamped(starts[i], own[axis]);
            dimensions[axis] = Math.max(0, clamped(ends[i], own[axis]) - first[axis]);
        }
        operands.translation.room().take(dimensions, node);
        int[] strides = Dimensions.strides(own);
        int offset = 0;
        for (int axis = 0; axis < own.length; axis++) {
            offset += first[axis] * strides[axis];
        }
        int[] places = places(dimensions, strides);
        for (int i = 0; i < places.length; i++) {
            places[i] += offset;
        }
        return new Value.Known(from.picked(dimensions, places));
    }

    private static long[] counted(int count) {
        var counted = new long[count];
        Arrays.setAll(counted, i -> i);
        return counted;
    }

    static Tensor cast(Tensor tensor, ElementType type) throws InvalidOnnxException {
        if (type.isReal == tensor.isReal()) {
            return tensor;
        }
        if (type.isReal) {
            return Tensor.reals(tensor.dimensions(), tensor.reals());
        }
        var wholes = new long[tensor.size()];
        for (int i = 0; i < wholes.length; i++) {
            wholes[i] = (long) tensor.reals()[i];
        }
        return Tensor.wholes(tensor.dimensions(), wholes);
    }

    /** Returns a tensor with its axes in another order. */
    static Tensor transposed(Tensor tensor, int[] axes) {
        int[] own = tensor.dimensions();
        int[] strides = Dimensions.strides(own);
        var dimensions = new int[axes.length];
        var turned = new int[axes.length];
        for (int i = 0; i < axes.length; i++) {
            dimensions[i] = own[axes[i]];
            turned[i] = strides[axes[i]];
        }
        return tensor.picked(dimensions, places(dimensions, turned));
    }

    /** Returns, for each value of dimensions, where it is in a tensor that is repeated along its axes of length one. */
    static int[] broadcastPlaces(int[] own, int[] dimensions) {
        int[] strides = Dimensions.strides(own);
        var repeated = new int[dimensions.length];
        for (int i = 1; i <= Math.min(own.length, dimensions.length); i++) {
            boolean isRepeated = own[own.length - i] == 1;
            repeated[dimensions.length - i] = isRepeated ? 0 : strides[own.length - i];
        }
        return places(dimensions, repeated);
    }

    /** Returns where each value is, in row-major order, if neighbors along each axis are so far apart. */
    private static int[] places(int[] dimensions, int[] strides) {
        var places = new int[Dimensions.count(dimensions)];
        var index = new int[dimensions.length];
        int place = 0;
        for (int i = 0; i < places.length; i++) {
            places[i] = place;
            for (int axis = dimensions.length - 1; axis >= 0; axis--) {
                place += strides[axis];
                if (++index[axis] < dimensions[axis]) {
                    break;
                }
                place -= strides[axis] * dimensions[axis];
                index[axis] = 0;
            }
        }
        return places;
    }

    static Tensor combined(Tensor left, Tensor right, Arithmetic arithmetic, Operands operands)
            throws InvalidOnnxException {
        OnnxNode node = operands.node;
        int[] dimensions = Dimensions.broadcast(left.dimensions(), right.dimensions(), node.toString());
        operands.translation.room().take(dimensions, node);
        int[] ours = broadcastPlaces(left.dimensions(), dimensions);
        int[] theirs = broadcastPlaces(right.dimensions(), dimensions);
        if (left.isReal() && right.isReal()) {
            var values = new float[ours.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = arithmetic.of(left.reals()[ours[i]], right.reals()[theirs[i]]);
            }
            return Tensor.reals(dimensions, values);
        }
        long[] a = left.wholes("an operand of " + node);
        long[] b = right.wholes("an operand of " + node);
        var values = new long[ours.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = arithmetic.of(a[ours[i]], b[theirs[i]]);
        }
        return Tensor.wholes(dimensions, values);
    }

    static Tensor concatenated(List<Tensor> tensors, int[] dimensions, int axis) throws InvalidOnnxException {
        int before = Dimensions.count(Arrays.copyOf(dimensions, axis));
        int row = before == 0 ? 0 : Dimensions.count(dimensions) / before;
        boolean isReal = tensors.get(0).isReal();
        var reals = new float[isReal ? before * row : 0];
        var wholes = new long[isReal ? 0 : before * row];
        int start = 0;
        for (Tensor tensor : tensors) {
            int length = before == 0 ? 0 : tensor.size() / before;
            float[] real = isReal ? tensor.reals() : reals;
            long[] whole = isReal ? wholes : tensor.wholes("what is put together");
            for (int i = 0; i < before; i++) {
                if (isReal) {
                    System.arraycopy(real, i * length, reals, i * row + start, length);
                } else {
                    System.arraycopy(whole, i * length, wholes, i * row + start, length);
                }
            }
            start += length;
        }
        return isReal ? Tensor.reals(dimensions, reals) : Tensor.wholes(dimensions, wholes);
    }
}
