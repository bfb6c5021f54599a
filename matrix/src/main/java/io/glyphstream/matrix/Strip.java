package io.glyphstream.matrix;

/**
 * Some columns of a product: the right side of them in the order in which tiles read it, what their sums begin with, and room for the
 * sums of a tile. One thread's.
 */
final class Strip {

    private static final int LANES = VectorKernel.SPECIES.length();

    /** So many columns are copied together where they are stored column by column. */
    static final int TOGETHER = 8;

    /** They are copied in pieces of this many rows, which stay in the first-level cache. */
    private static final int PIECE_DEPTH = 64;

    /** Row by row. */
    final float[] values;

    /** What the sums of all rows begin with. */
    final float[] first = new float[2 * LANES];

    /** The same as the rows of a tile. */
    final Strided firstRows = Strided.rowMajor(first, 0);

    private final float[] sums = new float[StripColumns.MOST_SUMS];

    /** Returns a strip with room for so many rows of the right side. */
    Strip(int mostDepth) {
        values = new float[mostDepth * 2 * LANES + TOGETHER];
    }

    /** Returns room for the sums as the rows of a tile. */
    Strided sumRows(StripColumns columns) {
        return Strided.rowMajor(sums, columns.step());
    }

    /** Copies some rows of the right side. */
    void pack(Strided right, int depth, StripColumns columns) {
        pack(right, depth, columns.width(), values, 0, columns.step());
    }

    /**
     * Copies some rows of a right side, each filled up with what is not looked at later.
     *
     * @param width the number of columns
     * @param packed has room for {@link #TOGETHER} values more
     * @param step how many values each row has there: those of whole vectors
     */
    static void pack(Strided right, int depth, int width, float[] packed, int packedAt, int step) {
        int k = 0;
        if (right.columnStep == 1) {
            k = packWhole(right, depth, packed, packedAt, step);
        } else if (step >= TOGETHER) {
            packColumns(right, depth, width, packed, packedAt, step);
            return;
        }
        for (; k < depth; k++) {
            for (int column = 0; column < width; column++) {
                packed[packedAt + k * step + column] = right.values[right.at(k, column)];
            }
        }
    }

    /** Copies the rows that are followed by enough of their array, and returns how many they were. */
    private static int packWhole(Strided right, int depth, float[] packed, int packedAt, int step) {
        float[] from = right.values;
        int at = right.start;
        int k = 0;
        int next = packedAt;
        while (k < depth && at + step <= from.length) {
            VectorKernel.load(from, at).intoArray(packed, next);
            if (step > LANES) {
                VectorKernel.load(from, at + LANES).intoArray(packed, next + LANES);
            }
            at += right.rowStep;
            next += step;
            k++;
        }
        return k;
    }

    private static void packColumns(Strided right, int depth, int width, float[] packed, int packedAt, int step) {
        for (int k = 0; k < depth; k += PIECE_DEPTH) {
            int some = Math.min(PIECE_DEPTH, depth - k);
            for (int column = 0; column < width; column += TOGETHER) {
                int last = Math.min(TOGETHER, width - column) - 1;
                packTogether(right.from(k, column), last, some, packed, packedAt + k * step + column, step);
            }
        }
    }

    /** Copies {@link #TOGETHER} columns; where some are missing, the last one again. */
    private static void packTogether(Strided right, int last, int depth, float[] packed, int packedAt, int packedStep) {
        float[] from = right.values;
        int step = right.rowStep;
        int at0 = right.start;
        int at1 = right.at(0, Math.min(1, last));
        int at2 = right.at(0, Math.min(2, last));
        int at3 = right.at(0, Math.min(3, last));
        int at4 = right.at(0, Math.min(4, last));
        int at5 = right.at(0, Math.min(5, last));
        int at6 = right.at(0, Math.min(6, last));
        int at7 = right.at(0, Math.min(7, last));
        int next = packedAt;
        for (int k = 0; k < depth; k++) {
            int ahead = k * step;
            packed[next] = from[at0 + ahead];
            packed[next + 1] = from[at1 + ahead];
            packed[next + 2] = from[at2 + ahead];
            packed[next + 3] = from[at3 + ahead];
            packed[next + 4] = from[at4 + ahead];
            packed[next + 5] = from[at5 + ahead];
            packed[next + 6] = from[at6 + ahead];
            packed[next + 7] = from[at7 + ahead];
            next += packedStep;
        }
    }

    /** Copies some columns of some rows. */
    static void copy(Strided from, int rows, int width, Strided to) {
        for (int row = 0; row < rows; row++) {
            System.arraycopy(from.values, from.at(row, 0), to.values, to.at(row, 0), width);
        }
    }
}
