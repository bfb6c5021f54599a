package io.glyphstream.matrix;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/*
 * The left side is read where it lies: to copy it into another order costs as much as to multiply it with so little. Each
 * of its elements is needed once for each vector of columns, so loading them takes as long as multiplying them, and with
 * the longest vectors there are the fewest. Many rows share what is loaded of the right side.
 */
/**
 * Products with few columns, as a network's last layer and convolutions have them, of a left side that is stored row by row. One thread's,
 * since it has room for some rows of the right side.
 */
final class NarrowProduct {

    private static final VectorSpecies<Float> SPECIES = VectorKernel.SPECIES;
    private static final int LANES = SPECIES.length();

    /** The most columns that such a product may have: more are worth a copy of the left side. */
    static final int COLUMNS = Math.min(32, 4 * LANES);

    /* So many rows make as many independent sums as hide the latency of the multiply-add. */
    private static final int TILE_ROWS = 8;

    private static final int BLOCK_DEPTH = 1024;

    /** Some rows of the right side, a vector of each. */
    private final float[] strip = new float[BLOCK_DEPTH * LANES];

    private final float[] tile = new float[TILE_ROWS * LANES];

    void add(Product product) {
        for (int k = 0; k < product.depth; k += BLOCK_DEPTH) {
            int depth = Math.min(BLOCK_DEPTH, product.depth - k);
            boolean fresh = k == 0 && product.isFresh();
            for (int column = 0; column < product.columns; column += LANES) {
                int width = Math.min(LANES, product.columns - column);
                pack(product.right.from(k, column), depth, width);
                for (int row = 0; row < product.rows; row += TILE_ROWS) {
                    int height = Math.min(TILE_ROWS, product.rows - row);
                    begin(product.out.from(row, column), height, width, fresh);
                    addTile(product.left.from(row, k), height - 1, depth);
                    end(product.out.from(row, column), height, width);
                }
            }
        }
    }

    /** Copies some rows of the right side, each filled up with what is not looked at later. */
    private void pack(Strided right, int depth, int width) {
        int k = right.columnStep == 1 ? packWhole(right, depth) : 0;
        for (; k < depth; k++) {
            for (int column = 0; column < width; column++) {
                strip[k * LANES + column] = right.values[right.at(k, column)];
            }
        }
    }

    /** Copies the rows that are followed by enough of their array, and returns how many they were. */
    private int packWhole(Strided right, int depth) {
        float[] values = right.values;
        int at = right.start;
        int k = 0;
        while (k < depth && at + LANES <= values.length) {
            VectorKernel.load(values, at).intoArray(strip, k * LANES);
            at += right.rowStep;
            k++;
        }
        return k;
    }

    private void begin(Strided out, int height, int width, boolean fresh) {
        if (fresh) {
            Arrays.fill(tile, 0);
            return;
        }
        for (int i = 0; i < height; i++) {
            System.arraycopy(out.values, out.at(i, 0), tile, i * LANES, width);
        }
    }

    private void end(Strided out, int height, int width) {
        for (int i = 0; i < height; i++) {
            System.arraycopy(tile, i * LANES, out.values, out.at(i, 0), width);
        }
    }

    /**
     * Adds one tile; the sums are numbered by row. Rows that are not there repeat the last one, and what they give is not
     * looked at later.
     */
    private void addTile(Strided left, int lastRow, int depth) {
        float[] values = left.values;
        float[] right = strip;
        float[] sums = tile;
        int at0 = left.start;
        int at1 = left.at(Math.min(1, lastRow), 0);
        int at2 = left.at(Math.min(2, lastRow), 0);
        int at3 = left.at(Math.min(3, lastRow), 0);
        int at4 = left.at(Math.min(4, lastRow), 0);
        int at5 = left.at(Math.min(5, lastRow), 0);
        int at6 = left.at(Math.min(6, lastRow), 0);
        int at7 = left.at(Math.min(7, lastRow), 0);
        var sum0 = VectorKernel.load(sums, 0 * LANES);
        var sum1 = VectorKernel.load(sums, 1 * LANES);
        var sum2 = VectorKernel.load(sums, 2 * LANES);
        var sum3 = VectorKernel.load(sums, 3 * LANES);
        var sum4 = VectorKernel.load(sums, 4 * LANES);
        var sum5 = VectorKernel.load(sums, 5 * LANES);
        var sum6 = VectorKernel.load(sums, 6 * LANES);
        var sum7 = VectorKernel.load(sums, 7 * LANES);
        // A plain count and constant distances let the compiler prove before the loop that no index is out of bounds.
        for (int k = 0; k < depth; k++) {
            var columns = VectorKernel.load(right, k * LANES);
            var factor = FloatVector.broadcast(SPECIES, values[at0 + k]);
            sum0 = columns.fma(factor, VectorKernel.cast(sum0));
            factor = FloatVector.broadcast(SPECIES, values[at1 + k]);
            sum1 = columns.fma(factor, VectorKernel.cast(sum1));
            factor = FloatVector.broadcast(SPECIES, values[at2 + k]);
            sum2 = columns.fma(factor, VectorKernel.cast(sum2));
            factor = FloatVector.broadcast(SPECIES, values[at3 + k]);
            sum3 = columns.fma(factor, VectorKernel.cast(sum3));
            factor = FloatVector.broadcast(SPECIES, values[at4 + k]);
            sum4 = columns.fma(factor, VectorKernel.cast(sum4));
            factor = FloatVector.broadcast(SPECIES, values[at5 + k]);
            sum5 = columns.fma(factor, VectorKernel.cast(sum5));
            factor = FloatVector.broadcast(SPECIES, values[at6 + k]);
            sum6 = columns.fma(factor, VectorKernel.cast(sum6));
            factor = FloatVector.broadcast(SPECIES, values[at7 + k]);
            sum7 = columns.fma(factor, VectorKernel.cast(sum7));
        }
        VectorKernel.cast(sum0).intoArray(sums, 0 * LANES);
        VectorKernel.cast(sum1).intoArray(sums, 1 * LANES);
        VectorKernel.cast(sum2).intoArray(sums, 2 * LANES);
        VectorKernel.cast(sum3).intoArray(sums, 3 * LANES);
        VectorKernel.cast(sum4).intoArray(sums, 4 * LANES);
        VectorKernel.cast(sum5).intoArray(sums, 5 * LANES);
        VectorKernel.cast(sum6).intoArray(sums, 6 * LANES);
        VectorKernel.cast(sum7).intoArray(sums, 7 * LANES);
    }
}
