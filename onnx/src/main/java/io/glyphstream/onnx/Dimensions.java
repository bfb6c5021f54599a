package io.glyphstream.onnx;

import java.util.Arrays;
import java.util.List;

/** Shapes of tensors: how they are counted, reshaped and broadcast. */
final class Dimensions {

    /** The most elements that a tensor may have: those of the largest layer. */
    static final long MOST_ELEMENTS = 1L << 27;

    /** The most axes that a tensor may have. */
    static final int MOST_AXES = 8;

    private Dimensions() {}

    /**
     * Returns declared dimensions as numbers, so that what they ask for is known before memory is taken.
     *
     * @param of what has these dimensions, for the message
     */
    static int[] checked(List<Long> declared, String of) throws InvalidOnnxException {
        if (declared.size() > MOST_AXES) {
            throw new InvalidOnnxException(
                    of + " must have at most " + MOST_AXES + " axes but has " + declared.size(),
                    "Export a network for single images");
        }
        long elements = 1;
        var dimensions = new int[declared.size()];
        for (int i = 0; i < dimensions.length; i++) {
            long dimension = declared.get(i);
            if (dimension < 0 || dimension > MOST_ELEMENTS) {
                throw new InvalidOnnxException(
                        "each dimension of " + of + " must be within [0, " + MOST_ELEMENTS + "] but they are "
                                + declared,
                        "Export the network again, or choose a smaller one");
            }
            dimensions[i] = (int) dimension;
            elements = Math.min(elements * dimension, Long.MAX_VALUE / MOST_ELEMENTS);
        }
        if (elements > MOST_ELEMENTS) {
            throw new InvalidOnnxException(
                    of + " must have at most " + MOST_ELEMENTS + " elements but its dimensions are " + declared,
                    "Export the network again, or choose a smaller one");
        }
        return dimensions;
    }

    static int[] checked(int[] dimensions, String of) throws InvalidOnnxException {
        return checked(Arrays.stream(dimensions).asLongStream().boxed().toList(), of);
    }

    /** Returns the number of elements. */
    static int count(int[] dimensions) {
        int count = 1;
        for (int dimension : dimensions) {
            count = Math.multiplyExact(count, dimension);
        }
        return count;
    }

    /** Returns how far apart neighbors along each axis are, in row-major order. */
    static int[] strides(int[] dimensions) {
        var strides = new int[dimensions.length];
        int stride = 1;
        for (int axis = dimensions.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= dimensions[axis];
        }
        return strides;
    }

    /** Returns an axis counted from the front; a negative one counts from the end. */
    static int axis(long axis, int axes, String of) throws InvalidOnnxException {
        long counted = axis < 0 ? axis + axes : axis;
        if (counted < 0 || counted >= axes) {
            throw new InvalidOnnxException(
                    "an axis of " + of + " must be within [" + -axes + ", " + (axes - 1) + "] but was " + axis,
                    "The file is damaged or breaks ONNX's rules; export it again");
        }
        return (int) counted;
    }

    /** Returns the dimensions that a Reshape asks for. */
    static int[] reshaped(int[] from, long[] asked, boolean zeroIsZero, String of) throws InvalidOnnxException {
        if (asked.length > MOST_AXES) {
            throw unfit(from, asked, of);
        }
        var dimensions = new int[asked.length];
        int open = -1;
        for (int i = 0; i < asked.length; i++) {
            long size = size(from, asked, i, zeroIsZero);
            boolean isOpen = size == -1 && open < 0;
            if (!isOpen && (size < 0 || size > MOST_ELEMENTS)) {
                throw unfit(from, asked, of);
            }
            open = isOpen ? i : open;
            dimensions[i] = isOpen ? 1 : (int) size;
        }
        long known = bounded(dimensions);
        long count = count(from);
        if (open >= 0 && known > 0) {
            dimensions[open] = (int) (count / known);
            known *= dimensions[open];
        }
        if (known != count) {
            throw unfit(from, asked, of);
        }
        return dimensions;
    }

    private static long size(int[] from, long[] asked, int axis, boolean zeroIsZero) {
        boolean isCopied = asked[axis] == 0 && !zeroIsZero && axis < from.length;
        return isCopied ? from[axis] : asked[axis];
    }

    /** Returns the number of elements, or more than there may be. */
    private static long bounded(int[] dimensions) {
        long count = 1;
        for (int size : dimensions) {
            count = Math.min(count * size, Long.MAX_VALUE / MOST_ELEMENTS);
        }
        return count;
    }

    private static InvalidOnnxException unfit(int[] from, long[] asked, String of) {
        return new InvalidOnnxException(
                of + " cannot give " + text(from) + " the dimensions " + Arrays.toString(asked),
                "Export the network again for a batch of one image, or with a dynamic batch");
    }

    /** Returns the dimensions that two operands have together, by NumPy's rules of broadcasting. */
    static int[] broadcast(int[] left, int[] right, String of) throws InvalidOnnxException {
        var both = new int[Math.max(left.length, right.length)];
        for (int i = 1; i <= both.length; i++) {
            int a = i <= left.length ? left[left.length - i] : 1;
            int b = i <= right.length ? right[right.length - i] : 1;
            if (a != b && a != 1 && b != 1) {
                throw new InvalidOnnxException(
                        of + " cannot combine " + text(left) + " with " + text(right),
                        "The file is damaged or breaks ONNX's rules; export it again");
            }
            both[both.length - i] = a == 1 ? b : a;
        }
        return checked(both, of);
    }

    /** Returns dimensions as people write them: {@code 1 x 28 x 28}. */
    static String text(int[] dimensions) {
        return dimensions.length == 0
                ? "a single value"
                : String.join(
                        " x ",
                        Arrays.stream(dimensions).mapToObj(String::valueOf).toList());
    }
}
