package io.glyphstream.model;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * A product with no more columns than a vector has lanes, as a network's last layer has. Its left side is read where it
 * lies: to copy it into another order costs as much as to multiply it with so little.
 */
final class NarrowProduct {

    /* So many independent sums hide the latency of the multiply-add. */
    private static final int TILE_ROWS = 8;

    private static final VectorSpecies<Float> SPECIES = VectorKernel.SPECIES;

    /** The most columns that such a product may have. */
    static final int LANES = SPECIES.length();

    private final float[] tile = new float[TILE_ROWS * LANES];

    /**
     * Adds the product to its output.
     *
     * @param strip room for some rows of the right side, each filled up to a vector
     */
    void add(Product product, float[] strip) {
        int most = strip.length / LANES;
        for (int k = 0; k < product.depth; k += most) {
            int depth = Math.min(most, product.depth - k);
            pack(product.right.from(k, 0), depth, product.columns, strip);
            for (int row = 0; row < product.rows; row += TILE_ROWS) {
                int height = Math.min(TILE_ROWS, product.rows - row);
                Strided out = product.out.from(row, 0);
                for (int i = 0; i < height; i++) {
                    System.arraycopy(out.values, out.at(i, 0), tile, i * LANES, product.columns);
                }
                addTile(product.left.from(row, k), height - 1, strip, depth);
                for (int i = 0; i < height; i++) {
                    System.arraycopy(tile, i * LANES, out.values, out.at(i, 0), product.columns);
                }
            }
        }
    }

    private void pack(Strided right, int depth, int columns, float[] strip) {
        float[] values = right.values;
        Arrays.fill(strip, 0, depth * LANES, 0);
        for (int column = 0; column < columns; column++) {
            int at = right.at(0, column);
            for (int k = 0; k < depth; k++) {
                strip[k * LANES + column] = values[at];
                at += right.rowStep;
            }
        }
    }

    /** Adds one tile; rows that are not there repeat the last one, and what they give is not looked at later. */
    private void addTile(Strided left, int lastRow, float[] strip, int depth) {
        float[] values = left.values;
        int step = left.columnStep;
        int at0 = left.start;
        int at1 = left.at(Math.min(1, lastRow), 0);
        int at2 = left.at(Math.min(2, lastRow), 0);
        int at3 = left.at(Math.min(3, lastRow), 0);
        int at4 = left.at(Math.min(4, lastRow), 0);
        int at5 = left.at(Math.min(5, lastRow), 0);
        int at6 = left.at(Math.min(6, lastRow), 0);
        int at7 = left.at(Math.min(7, lastRow), 0);
        var sum0 = sum(0);
        var sum1 = sum(1);
        var sum2 = sum(2);
        var sum3 = sum(3);
        var sum4 = sum(4);
        var sum5 = sum(5);
        var sum6 = sum(6);
        var sum7 = sum(7);
        int ahead = 0;
        int end = depth * LANES;
        for (int next = 0; next < end; next += LANES) {
            var right = FloatVector.fromArray(SPECIES, strip, next);
            sum0 = right.fma(FloatVector.broadcast(SPECIES, values[at0 + ahead]), sum0);
            sum1 = right.fma(FloatVector.broadcast(SPECIES, values[at1 + ahead]), sum1);
            sum2 = right.fma(FloatVector.broadcast(SPECIES, values[at2 + ahead]), sum2);
            sum3 = right.fma(FloatVector.broadcast(SPECIES, values[at3 + ahead]), sum3);
            sum4 = right.fma(FloatVector.broadcast(SPECIES, values[at4 + ahead]), sum4);
            sum5 = right.fma(FloatVector.broadcast(SPECIES, values[at5 + ahead]), sum5);
            sum6 = right.fma(FloatVector.broadcast(SPECIES, values[at6 + ahead]), sum6);
            sum7 = right.fma(FloatVector.broadcast(SPECIES, values[at7 + ahead]), sum7);
            ahead += step;
        }
        sum0.intoArray(tile, 0);
        sum1.intoArray(tile, LANES);
        sum2.intoArray(tile, 2 * LANES);
        sum3.intoArray(tile, 3 * LANES);
        sum4.intoArray(tile, 4 * LANES);
        sum5.intoArray(tile, 5 * LANES);
        sum6.intoArray(tile, 6 * LANES);
        sum7.intoArray(tile, 7 * LANES);
    }

    private FloatVector sum(int row) {
        return FloatVector.fromArray(SPECIES, tile, row * LANES);
    }
}
