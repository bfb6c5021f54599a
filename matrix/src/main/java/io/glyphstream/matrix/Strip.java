package io.glyphstream.matrix;

/** Some columns of the right side of a product, no more than a vector has lanes: a vector of each row. One thread's. */
final class Strip {

    private static final int LANES = VectorKernel.SPECIES.length();

    final float[] values;

    Strip(int depth) {
        values = new float[depth * LANES];
    }

    /** Copies some rows of the right side, each filled up with what is not looked at later. */
    void pack(Strided right, int depth, int width) {
        int k = right.columnStep == 1 ? packWhole(right, depth) : 0;
        for (; k < depth; k++) {
            for (int column = 0; column < width; column++) {
                values[k * LANES + column] = right.values[right.at(k, column)];
            }
        }
    }

    /** Copies the rows that are followed by enough of their array, and returns how many they were. */
    private int packWhole(Strided right, int depth) {
        float[] from = right.values;
        int at = right.start;
        int k = 0;
        while (k < depth && at + LANES <= from.length) {
            VectorKernel.load(from, at).intoArray(values, k * LANES);
            at += right.rowStep;
            k++;
        }
        return k;
    }
}
