package io.glyphstream.matrix;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/*
 * A vector has sums of one column and many rows: the rows of a side that is stored transposed lie side by side, and with
 * so few columns, a vector of one row would be half empty. A tile is 2 vectors by 5 columns: 10 independent sums hide the
 * latency of the multiply-add. Tiles are always whole: the last one begins further up, and what it says about rows that
 * were added before is left out; where columns are missing, zeros take their place.
 */
/**
 * Products with no more columns than a vector has lanes, of a left side that is stored column by column, as the gradient
 * of a network's last layer has them. One thread's, since it has room for some rows of both sides.
 */
final class TallProduct {

    private static final VectorSpecies<Float> SPECIES = VectorKernel.SPECIES;
    private static final int LANES = SPECIES.length();

    private static final int TILE_ROWS = 2 * LANES;
    private static final int TILE_COLUMNS = 5;
    /** How far apart the packed rows of a tile's right side lie: a power of two, so that indices are simple. */
    private static final int PACKED_STEP = 8;

    /** The most columns that such a product may have. */
    static final int COLUMNS = Math.min(16, 2 * LANES);

    private static final int BLOCK_DEPTH = 1024;

    private final float[] packedRight = new float[BLOCK_DEPTH * PACKED_STEP];
    private final float[] packedLeft = new float[BLOCK_DEPTH * TILE_ROWS];
    /** The sums of one tile, column by column. */
    private final float[] tile = new float[TILE_COLUMNS * TILE_ROWS];

    void add(Product product) {
        for (int k = 0; k < product.depth; k += BLOCK_DEPTH) {
            int depth = Math.min(BLOCK_DEPTH, product.depth - k);
            Strided left = product.left.from(0, k);
            if (product.rows < TILE_ROWS) {
                left = packed(left, product.rows, depth);
            }
            for (int column = 0; column < product.columns; column += TILE_COLUMNS) {
                int width = Math.min(TILE_COLUMNS, product.columns - column);
                packRight(product.right.from(k, column), depth, width);
                boolean fresh = k == 0 && product.isFresh();
                Strided out = product.out.from(0, column);
                for (int row = 0; row < product.rows; row += TILE_ROWS) {
                    int first = Math.max(0, Math.min(row, product.rows - TILE_ROWS));
                    int height = Math.min(TILE_ROWS, product.rows - row);
                    begin(out.from(row, 0), row - first, height, width, fresh);
                    addTile(left.values, left.at(first, 0), left.columnStep, depth);
                    end(out.from(row, 0), row - first, height, width);
                }
            }
        }
    }

    /** Copies columns that are too short for a tile; what is below them is not looked at later. */
    private Strided packed(Strided left, int rows, int depth) {
        for (int k = 0; k < depth; k++) {
            System.arraycopy(left.values, left.at(0, k), packedLeft, k * TILE_ROWS, rows);
        }
        return Strided.rowMajor(packedLeft, TILE_ROWS).transposed();
    }

    private void packRight(Strided right, int depth, int width) {
        float[] values = right.values;
        Arrays.fill(packedRight, 0, depth * PACKED_STEP, 0);
        for (int k = 0; k < depth; k++) {
            int at = right.at(k, 0);
            for (int column = 0; column < width; column++) {
                packedRight[k * PACKED_STEP + column] = values[at];
                at += right.columnStep;
            }
        }
    }

    private void begin(Strided out, int from, int height, int width, boolean fresh) {
        if (fresh) {
            Arrays.fill(tile, 0);
            return;
        }
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                tile[column * TILE_ROWS + from + row] = out.values[out.at(row, column)];
            }
        }
    }

    private void end(Strided out, int from, int height, int width) {
        float[] sums = tile;
        float[] values = out.values;
        if (width < TILE_COLUMNS) {
            for (int row = 0; row < height; row++) {
                for (int column = 0; column < width; column++) {
                    values[out.at(row, column)] = sums[column * TILE_ROWS + from + row];
                }
            }
            return;
        }
        int at = out.start;
        for (int row = from; row < from + height; row++) {
            values[at] = sums[row];
            values[at + 1] = sums[row + TILE_ROWS];
            values[at + 2] = sums[row + 2 * TILE_ROWS];
            values[at + 3] = sums[row + 3 * TILE_ROWS];
            values[at + 4] = sums[row + 4 * TILE_ROWS];
            at += out.rowStep;
        }
    }

    /** Adds one tile; a and b are the upper and lower vector of a column, numbered by column. */
    private void addTile(float[] left, int leftAt, int leftStep, int depth) {
        float[] right = packedRight;
        float[] sums = tile;
        var a0 = load(sums, 0);
        var b0 = load(sums, LANES);
        var a1 = load(sums, TILE_ROWS);
        var b1 = load(sums, TILE_ROWS + LANES);
        var a2 = load(sums, 2 * TILE_ROWS);
        var b2 = load(sums, 2 * TILE_ROWS + LANES);
        var a3 = load(sums, 3 * TILE_ROWS);
        var b3 = load(sums, 3 * TILE_ROWS + LANES);
        var a4 = load(sums, 4 * TILE_ROWS);
        var b4 = load(sums, 4 * TILE_ROWS + LANES);
        int at = leftAt;
        for (int k = 0; k < depth; k++) {
            var a = load(left, at);
            var b = load(left, at + LANES);
            int next = k * PACKED_STEP;
            var factor = FloatVector.broadcast(SPECIES, right[next]);
            a0 = a.fma(factor, VectorKernel.cast(a0));
            b0 = b.fma(factor, VectorKernel.cast(b0));
            factor = FloatVector.broadcast(SPECIES, right[next + 1]);
            a1 = a.fma(factor, VectorKernel.cast(a1));
            b1 = b.fma(factor, VectorKernel.cast(b1));
            factor = FloatVector.broadcast(SPECIES, right[next + 2]);
            a2 = a.fma(factor, VectorKernel.cast(a2));
            b2 = b.fma(factor, VectorKernel.cast(b2));
            factor = FloatVector.broadcast(SPECIES, right[next + 3]);
            a3 = a.fma(factor, VectorKernel.cast(a3));
            b3 = b.fma(factor, VectorKernel.cast(b3));
            factor = FloatVector.broadcast(SPECIES, right[next + 4]);
            a4 = a.fma(factor, VectorKernel.cast(a4));
            b4 = b.fma(factor, VectorKernel.cast(b4));
            at += leftStep;
        }
        VectorKernel.store(VectorKernel.cast(a0), VectorKernel.cast(b0), sums, 0);
        VectorKernel.store(VectorKernel.cast(a1), VectorKernel.cast(b1), sums, TILE_ROWS);
        VectorKernel.store(VectorKernel.cast(a2), VectorKernel.cast(b2), sums, 2 * TILE_ROWS);
        VectorKernel.store(VectorKernel.cast(a3), VectorKernel.cast(b3), sums, 3 * TILE_ROWS);
        VectorKernel.store(VectorKernel.cast(a4), VectorKernel.cast(b4), sums, 4 * TILE_ROWS);
    }

    private static FloatVector load(float[] values, int at) {
        return VectorKernel.cast(FloatVector.fromArray(SPECIES, values, at));
    }
}
