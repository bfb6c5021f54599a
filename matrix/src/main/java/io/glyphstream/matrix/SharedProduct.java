package io.glyphstream.matrix;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/*
 * Row by row, a sparse product reads a row of the right side for every entry, and that is what it waits for. Images have most of their
 * ink in the same places: eight of them together have some two times as many places as each alone. So each row of the right side
 * that any of the eight needs is read once for all of them. Those that do not need it add 0 x weight, which changes no bit of a sum.
 */
/** Sparse products whose rows have many columns in common. One thread's, since it has room for some of the left side. */
final class SharedProduct {

    static final int ROWS = 8;
    static final int MOST_ROWS = 64;

    private static final VectorSpecies<Float> SPECIES = VectorKernel.SPECIES;
    private static final int LANES = SPECIES.length();
    private static final int TILE_COLUMNS = 2 * LANES;
    /** So much of the right side stays in the cache while all rows go by. */
    private static final int BLOCK_COLUMNS = 16 * LANES;

    /** With fewer entries than this share of the places, to read for each row what it needs costs less. */
    private static final double LEAST_SHARE = 1 / 3.0;

    private static final int GROUPS = MOST_ROWS / ROWS;

    private int capacity;
    /** Whether a row of the group has the column. */
    private byte[] marks = {};
    /** Where among the group's columns a column is. */
    private int[] places = {};
    /** For each group where its rows of the right side begin, in ascending order; {@code capacity} apart. */
    private int[] starts = {};
    /** For each group and each of its columns, the entries of its rows. */
    private float[] entries = {};

    private final int[] counts = new int[GROUPS];

    /** Adds the product for some rows: whole groups of {@link #ROWS}, at most {@link #MOST_ROWS}. */
    void add(SparseProduct product, int fromRow, int rows) {
        makeRoom(product.left.capacity);
        int groups = rows / ROWS;
        for (int group = 0; group < groups; group++) {
            int row = fromRow + group * ROWS;
            counts[group] = pack(product, row, group);
            if (counts[group] == 0) {
                VectorKernel.addEach(product, row, row + ROWS, 0);
            }
        }
        int end = product.width / TILE_COLUMNS * TILE_COLUMNS;
        for (int block = 0; block < end; block += BLOCK_COLUMNS) {
            int blockEnd = Math.min(end, block + BLOCK_COLUMNS);
            for (int group = 0; group < groups; group++) {
                for (int column = block; counts[group] > 0 && column < blockEnd; column += TILE_COLUMNS) {
                    addTile(product, fromRow + group * ROWS, group, column);
                }
            }
        }
        for (int group = 0; group < groups; group++) {
            if (counts[group] > 0) {
                int row = fromRow + group * ROWS;
                VectorKernel.addEach(product, row, row + ROWS, end);
            }
        }
    }

    private void makeRoom(int columns) {
        if (columns > capacity) {
            capacity = columns;
            marks = new byte[columns];
            places = new int[columns];
            starts = new int[GROUPS * columns];
            entries = new float[GROUPS * columns * ROWS];
        }
    }

    /** Returns how many columns the rows of a group have; 0 if they have too few in common. */
    private int pack(SparseProduct product, int fromRow, int group) {
        SparseRows left = product.left;
        for (int row = fromRow; row < fromRow + ROWS; row++) {
            for (int entry = left.start(row); entry < left.ends[row]; entry++) {
                marks[left.columns[entry]] = 1;
            }
        }
        int count = 0;
        int startsAt = group * capacity;
        for (int column = 0; column < left.capacity; column++) {
            // Written before it is known to be one; the next overwrites it if it is none.
            starts[startsAt + count] = column * product.stride;
            places[column] = count;
            count += marks[column];
            marks[column] = 0;
        }
        if (left.entries(fromRow, fromRow + ROWS) < LEAST_SHARE * count * ROWS) {
            return 0;
        }
        int entriesAt = startsAt * ROWS;
        Arrays.fill(entries, entriesAt, entriesAt + count * ROWS, 0);
        for (int i = 0; i < ROWS; i++) {
            for (int entry = left.start(fromRow + i); entry < left.ends[fromRow + i]; entry++) {
                entries[entriesAt + places[left.columns[entry]] * ROWS + i] = left.values[entry];
            }
        }
        return count;
    }

    /* Written out, and without methods of our own in the loop: the compiler keeps vectors in registers only as far as it can see. */
    @SuppressWarnings("checkstyle:MethodLength") // a loop over the rows would not keep their sums in registers
    private void addTile(SparseProduct product, int row, int group, int column) {
        float[] out = product.out;
        float[] right = product.right;
        int[] rightStarts = starts;
        float[] factors = entries;
        int stride = product.stride;
        int at = row * stride + column;
        var left0 = FloatVector.fromArray(SPECIES, out, at);
        var right0 = FloatVector.fromArray(SPECIES, out, at + LANES);
        var left1 = FloatVector.fromArray(SPECIES, out, at + stride);
        var right1 = FloatVector.fromArray(SPECIES, out, at + stride + LANES);
        var left2 = FloatVector.fromArray(SPECIES, out, at + 2 * stride);
        var right2 = FloatVector.fromArray(SPECIES, out, at + 2 * stride + LANES);
        var left3 = FloatVector.fromArray(SPECIES, out, at + 3 * stride);
        var right3 = FloatVector.fromArray(SPECIES, out, at + 3 * stride + LANES);
        var left4 = FloatVector.fromArray(SPECIES, out, at + 4 * stride);
        var right4 = FloatVector.fromArray(SPECIES, out, at + 4 * stride + LANES);
        var left5 = FloatVector.fromArray(SPECIES, out, at + 5 * stride);
        var right5 = FloatVector.fromArray(SPECIES, out, at + 5 * stride + LANES);
        var left6 = FloatVector.fromArray(SPECIES, out, at + 6 * stride);
        var right6 = FloatVector.fromArray(SPECIES, out, at + 6 * stride + LANES);
        var left7 = FloatVector.fromArray(SPECIES, out, at + 7 * stride);
        var right7 = FloatVector.fromArray(SPECIES, out, at + 7 * stride + LANES);
        int from = group * capacity;
        int to = from + counts[group];
        for (int i = from; i < to; i++) {
            int rightAt = rightStarts[i] + column;
            int factor = i * ROWS;
            var first = FloatVector.fromArray(SPECIES, right, rightAt);
            var second = FloatVector.fromArray(SPECIES, right, rightAt + LANES);
            var factor0 = FloatVector.broadcast(SPECIES, factors[factor]);
            left0 = first.fma(factor0, left0);
            right0 = second.fma(factor0, right0);
            var factor1 = FloatVector.broadcast(SPECIES, factors[factor + 1]);
            left1 = first.fma(factor1, left1);
            right1 = second.fma(factor1, right1);
            var factor2 = FloatVector.broadcast(SPECIES, factors[factor + 2]);
            left2 = first.fma(factor2, left2);
            right2 = second.fma(factor2, right2);
            var factor3 = FloatVector.broadcast(SPECIES, factors[factor + 3]);
            left3 = first.fma(factor3, left3);
            right3 = second.fma(factor3, right3);
            var factor4 = FloatVector.broadcast(SPECIES, factors[factor + 4]);
            left4 = first.fma(factor4, left4);
            right4 = second.fma(factor4, right4);
            var factor5 = FloatVector.broadcast(SPECIES, factors[factor + 5]);
            left5 = first.fma(factor5, left5);
            right5 = second.fma(factor5, right5);
            var factor6 = FloatVector.broadcast(SPECIES, factors[factor + 6]);
            left6 = first.fma(factor6, left6);
            right6 = second.fma(factor6, right6);
            var factor7 = FloatVector.broadcast(SPECIES, factors[factor + 7]);
            left7 = first.fma(factor7, left7);
            right7 = second.fma(factor7, right7);
        }
        left0.intoArray(out, at);
        right0.intoArray(out, at + LANES);
        left1.intoArray(out, at + stride);
        right1.intoArray(out, at + stride + LANES);
        left2.intoArray(out, at + 2 * stride);
        right2.intoArray(out, at + 2 * stride + LANES);
        left3.intoArray(out, at + 3 * stride);
        right3.intoArray(out, at + 3 * stride + LANES);
        left4.intoArray(out, at + 4 * stride);
        right4.intoArray(out, at + 4 * stride + LANES);
        left5.intoArray(out, at + 5 * stride);
        right5.intoArray(out, at + 5 * stride + LANES);
        left6.intoArray(out, at + 6 * stride);
        right6.intoArray(out, at + 6 * stride + LANES);
        left7.intoArray(out, at + 7 * stride);
        right7.intoArray(out, at + 7 * stride + LANES);
    }
}
