package io.glyphstream.model;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/*
 * The left side is read where it lies: to copy it into another order costs as much as to multiply it with so little. Each
 * of its elements is needed once, so loading them takes as long as multiplying them. Two vectors of 8 floats for each
 * load halve that; one of 16 would not.
 */
/**
 * Products with few columns, as a network's last layer has them, of a left side that is stored row by row. One thread's,
 * since it has room for some rows of the right side.
 */
final class NarrowProduct {

    private static final VectorSpecies<Float> SPECIES =
            VectorKernel.SPECIES.length() > 8 ? FloatVector.SPECIES_256 : VectorKernel.SPECIES;
    private static final Class<? extends FloatVector> TYPE =
            FloatVector.zero(SPECIES).getClass();
    private static final int LANES = SPECIES.length();

    /** The most columns that such a product may have: two vectors of sums for each row. */
    static final int COLUMNS = 2 * LANES;

    /* So many rows make as many independent sums as hide the latency of the multiply-add. */
    private static final int TILE_ROWS = 4;
    /* So many steps share the arithmetic of their indices. */
    private static final int STEPS = 2;

    private static final int BLOCK_DEPTH = 1024;

    private final float[] strip = new float[BLOCK_DEPTH * COLUMNS];
    private final float[] tile = new float[TILE_ROWS * COLUMNS];

    void add(Product product) {
        for (int k = 0; k < product.depth; k += BLOCK_DEPTH) {
            int depth = Math.min(BLOCK_DEPTH, product.depth - k);
            boolean fresh = k == 0 && product.isFresh();
            pack(product.right.from(k, 0), depth, product.columns);
            for (int row = 0; row < product.rows; row += TILE_ROWS) {
                int height = Math.min(TILE_ROWS, product.rows - row);
                begin(product.out.from(row, 0), height, product.columns, fresh);
                addTile(product.left.from(row, k), height - 1, depth);
                for (int rest = depth / STEPS * STEPS; rest < depth; rest++) {
                    addRest(product.left.from(row, k + rest), height, product.columns, rest);
                }
                end(product.out.from(row, 0), height, product.columns);
            }
        }
    }

    /** Copies some rows of the right side, each filled up with what is not looked at later. */
    private void pack(Strided right, int depth, int columns) {
        int k = right.columnStep == 1 ? packWhole(right, depth) : 0;
        for (; k < depth; k++) {
            for (int column = 0; column < columns; column++) {
                strip[k * COLUMNS + column] = right.values[right.at(k, column)];
            }
        }
    }

    /** Copies the rows that are followed by enough of their array, and returns how many they were. */
    private int packWhole(Strided right, int depth) {
        float[] values = right.values;
        int at = right.start;
        int k = 0;
        while (k < depth && at + COLUMNS <= values.length) {
            store(load(values, at), load(values, at + LANES), strip, k * COLUMNS);
            at += right.rowStep;
            k++;
        }
        return k;
    }

    private void begin(Strided out, int height, int columns, boolean fresh) {
        if (fresh) {
            Arrays.fill(tile, 0);
            return;
        }
        for (int i = 0; i < height; i++) {
            System.arraycopy(out.values, out.at(i, 0), tile, i * COLUMNS, columns);
        }
    }

    private void end(Strided out, int height, int columns) {
        for (int i = 0; i < height; i++) {
            System.arraycopy(tile, i * COLUMNS, out.values, out.at(i, 0), columns);
        }
    }

    /** Adds what one of the last steps brings, too few to be taken together. */
    private void addRest(Strided left, int height, int columns, int k) {
        for (int row = 0; row < height; row++) {
            float factor = left.values[left.at(row, 0)];
            for (int column = 0; column < columns; column++) {
                int at = row * COLUMNS + column;
                tile[at] = Math.fma(factor, strip[k * COLUMNS + column], tile[at]);
            }
        }
    }

    /**
     * Adds one tile, but for the last steps; a and b are the left and right sums, numbered by row. Rows that are not there
     * repeat the last one, and what they give is not looked at later.
     */
    private void addTile(Strided left, int lastRow, int depth) {
        float[] values = left.values;
        float[] right = strip;
        float[] sums = tile;
        int at0 = left.start;
        int at1 = left.at(Math.min(1, lastRow), 0);
        int at2 = left.at(Math.min(2, lastRow), 0);
        int at3 = left.at(Math.min(3, lastRow), 0);
        var a0 = load(sums, 0 * COLUMNS);
        var b0 = load(sums, 0 * COLUMNS + LANES);
        var a1 = load(sums, 1 * COLUMNS);
        var b1 = load(sums, 1 * COLUMNS + LANES);
        var a2 = load(sums, 2 * COLUMNS);
        var b2 = load(sums, 2 * COLUMNS + LANES);
        var a3 = load(sums, 3 * COLUMNS);
        var b3 = load(sums, 3 * COLUMNS + LANES);
        // A plain count and constant distances let the compiler prove before the loop that no index is out of bounds.
        int end = depth / STEPS * STEPS;
        for (int k = 0; k < end; k += STEPS) {
            var a = load(right, k * COLUMNS);
            var b = load(right, k * COLUMNS + LANES);
            var c = load(right, k * COLUMNS + 2 * LANES);
            var d = load(right, k * COLUMNS + 3 * LANES);
            var factor = FloatVector.broadcast(SPECIES, values[at0 + k]);
            var next = FloatVector.broadcast(SPECIES, values[at0 + k + 1]);
            a0 = c.fma(next, a.fma(factor, sum(a0)));
            b0 = d.fma(next, b.fma(factor, sum(b0)));
            factor = FloatVector.broadcast(SPECIES, values[at1 + k]);
            next = FloatVector.broadcast(SPECIES, values[at1 + k + 1]);
            a1 = c.fma(next, a.fma(factor, sum(a1)));
            b1 = d.fma(next, b.fma(factor, sum(b1)));
            factor = FloatVector.broadcast(SPECIES, values[at2 + k]);
            next = FloatVector.broadcast(SPECIES, values[at2 + k + 1]);
            a2 = c.fma(next, a.fma(factor, sum(a2)));
            b2 = d.fma(next, b.fma(factor, sum(b2)));
            factor = FloatVector.broadcast(SPECIES, values[at3 + k]);
            next = FloatVector.broadcast(SPECIES, values[at3 + k + 1]);
            a3 = c.fma(next, a.fma(factor, sum(a3)));
            b3 = d.fma(next, b.fma(factor, sum(b3)));
        }
        store(sum(a0), sum(b0), sums, 0 * COLUMNS);
        store(sum(a1), sum(b1), sums, 1 * COLUMNS);
        store(sum(a2), sum(b2), sums, 2 * COLUMNS);
        store(sum(a3), sum(b3), sums, 3 * COLUMNS);
    }

    /** See {@link VectorKernel#sum}. */
    private static FloatVector sum(FloatVector sum) {
        return TYPE.cast(sum);
    }

    private static void store(FloatVector first, FloatVector second, float[] values, int at) {
        first.intoArray(values, at);
        second.intoArray(values, at + LANES);
    }

    private static FloatVector load(float[] values, int at) {
        return sum(FloatVector.fromArray(SPECIES, values, at));
    }
}
