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

    /**
     * Returns how many of the first rows of an output may be written as whole vectors. What a vector has too much lies in the rows
     * below, which must be written later, and must not begin with what is in the output.
     *
     * @param rows the output's, of which none are left out
     * @param columns the output's, without gaps between its rows
     * @param width the number of columns that are written, the last of each row
     */
    static int wholeRows(int rows, int columns, int width) {
        if (width == LANES) {
            return rows;
        }
        return columns < LANES ? Math.max(0, rows - (LANES - 1) / width) : 0;
    }

    /** Stores sums, a vector of each row, of which only a part belongs to the output. */
    static void store(float[] sums, int rows, int width, Strided out) {
        for (int row = 0; row < rows; row++) {
            System.arraycopy(sums, row * LANES, out.values, out.at(row, 0), width);
        }
    }
}
