package io.glyphstream.onnx;

/** A tensor whose values are known: real numbers as floats, or whole numbers. Never changed once it is made. */
final class Tensor {

    private final int[] dimensions;
    private final float[] reals;
    private final long[] wholes;
    private final boolean isReal;

    private Tensor(int[] dimensions, float[] reals, long[] wholes, boolean isReal) {
        this.dimensions = dimensions;
        this.reals = reals;
        this.wholes = wholes;
        this.isReal = isReal;
        if (Dimensions.count(dimensions) != (isReal ? reals.length : wholes.length)) {
            throw new IllegalArgumentException("a tensor of " + Dimensions.text(dimensions)
                    + " must have as many values but had " + Math.max(reals.length, wholes.length));
        }
    }

    /** Returns a tensor of real numbers; takes the array as it is. */
    static Tensor reals(int[] dimensions, float[] values) {
        return new Tensor(dimensions, values, new long[0], true);
    }

    /** Returns a tensor of whole numbers; takes the array as it is. */
    static Tensor wholes(int[] dimensions, long[] values) {
        return new Tensor(dimensions, new float[0], values, false);
    }

    /** Returns a list of whole numbers, such as a shape. */
    static Tensor list(long... values) {
        return wholes(new int[] {values.length}, values);
    }

    boolean isReal() {
        return isReal;
    }

    int[] dimensions() {
        return dimensions.clone();
    }

    int axes() {
        return dimensions.length;
    }

    int size() {
        return isReal ? reals.length : wholes.length;
    }

    /** Returns the values as floats; the caller must not change them. */
    float[] reals() {
        if (isReal) {
            return reals;
        }
        var values = new float[wholes.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = wholes[i];
        }
        return values;
    }

    /**
     * Returns the values as whole numbers.
     *
     * @param of what needs them, for the message
     */
    long[] wholes(String of) throws InvalidOnnxException {
        if (isReal) {
            throw new InvalidOnnxException(
                    of + " must be whole numbers but were real ones",
                    "The file is damaged or breaks ONNX's rules; export it again");
        }
        return wholes.clone();
    }

    /** Returns the only value. */
    float single(String of) throws InvalidOnnxException {
        if (size() != 1) {
            throw new InvalidOnnxException(
                    of + " must be one value but was " + Dimensions.text(dimensions),
                    "The file is damaged or breaks ONNX's rules; export it again");
        }
        return isReal ? reals[0] : wholes[0];
    }

    /** Returns these values in other dimensions of the same number. */
    Tensor in(int[] others) {
        return new Tensor(others, reals, wholes, isReal);
    }

    /** Returns the values at these places, in these dimensions. */
    Tensor picked(int[] others, int[] places) {
        if (isReal) {
            var values = new float[places.length];
            for (int i = 0; i < places.length; i++) {
                values[i] = reals[places[i]];
            }
            return reals(others, values);
        }
        var values = new long[places.length];
        for (int i = 0; i < places.length; i++) {
            values[i] = wholes[places[i]];
        }
        return wholes(others, values);
    }
}
