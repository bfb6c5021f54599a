package io.glyphstream.matrix;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/*
 * With so few steps, a tile that keeps its sums in registers is over before it has paid for its beginning and its end.
 * Here the right side stays in registers, two vectors of columns for each step, while the rows go by two at a time. The
 * right side is copied whole before it is read: a vector waits for the single floats that were just written to its place.
 *
 * Steps that are missing multiply -0 by 0, since to add -0 changes nothing, not even the sign of a zero. Strips are always
 * whole: the last one begins further left. As sums begin with zero, what is written twice is the same bits.
 */
/**
 * Products with a short inner index and many columns that are written over the output, as the way back through a
 * network's last layer has them. One thread's, since it has room for some of both sides.
 */
final class ShortProduct {

    private static final VectorSpecies<Float> SPECIES = VectorKernel.SPECIES;
    private static final int LANES = SPECIES.length();

    /** The longest inner index: the number of classes that digits have. */
    private static final int DEPTH = 10;

    private static final int STRIP_COLUMNS = 2 * LANES;
    private static final int STRIP_SIZE = DEPTH * STRIP_COLUMNS;
    private static final int BLOCK_STRIPS = 16;
    private static final int BLOCK_ROWS = 128;

    /** Row by row. */
    private final float[] packedLeft = new float[BLOCK_ROWS * DEPTH];
    /** Strip by strip, each row by row. */
    private final float[] packedRight = new float[BLOCK_STRIPS * STRIP_SIZE];

    static boolean suits(Product product) {
        return product.isFresh() && product.depth <= DEPTH && product.columns >= STRIP_COLUMNS;
    }

    void write(Product product) {
        int strips = (product.columns + STRIP_COLUMNS - 1) / STRIP_COLUMNS;
        for (int first = 0; first < strips; first += BLOCK_STRIPS) {
            int count = Math.min(BLOCK_STRIPS, strips - first);
            for (int i = 0; i < count; i++) {
                packStrip(product.right.from(0, firstColumn(product, first + i)), product.depth, i * STRIP_SIZE);
            }
            for (int row = 0; row < product.rows; row += BLOCK_ROWS) {
                int rows = Math.min(BLOCK_ROWS, product.rows - row);
                packLeft(product.left.from(row, 0), rows, product.depth);
                for (int i = 0; i < count; i++) {
                    writeStrip(product.out.from(row, firstColumn(product, first + i)), rows, i * STRIP_SIZE);
                }
            }
        }
    }

    private static int firstColumn(Product product, int strip) {
        return Math.min(strip * STRIP_COLUMNS, product.columns - STRIP_COLUMNS);
    }

    /** Copies rows; where the last one is without a second, it follows itself. */
    private void packLeft(Strided left, int rows, int depth) {
        for (int row = 0; row < rows + rows % 2; row++) {
            int at = left.at(Math.min(row, rows - 1), 0);
            for (int k = 0; k < DEPTH; k++) {
                packedLeft[row * DEPTH + k] = k < depth ? left.values[at + k * left.columnStep] : -0f;
            }
        }
    }

    private void packStrip(Strided right, int depth, int packedAt) {
        if (depth == DEPTH && right.rowStep == 1) {
            packWhole(right, packedRight, packedAt);
            return;
        }
        for (int k = 0; k < depth; k++) {
            for (int column = 0; column < STRIP_COLUMNS; column++) {
                packedRight[packedAt + k * STRIP_COLUMNS + column] = right.values[right.at(k, column)];
            }
        }
        Arrays.fill(packedRight, packedAt + depth * STRIP_COLUMNS, packedAt + STRIP_SIZE, 0);
    }

    /** Copies a strip that is stored column by column and lacks no step. */
    private static void packWhole(Strided right, float[] packed, int packedAt) {
        float[] values = right.values;
        int at = right.start;
        for (int next = packedAt; next < packedAt + STRIP_COLUMNS; next++) {
            packed[next] = values[at];
            packed[next + STRIP_COLUMNS] = values[at + 1];
            packed[next + 2 * STRIP_COLUMNS] = values[at + 2];
            packed[next + 3 * STRIP_COLUMNS] = values[at + 3];
            packed[next + 4 * STRIP_COLUMNS] = values[at + 4];
            packed[next + 5 * STRIP_COLUMNS] = values[at + 5];
            packed[next + 6 * STRIP_COLUMNS] = values[at + 6];
            packed[next + 7 * STRIP_COLUMNS] = values[at + 7];
            packed[next + 8 * STRIP_COLUMNS] = values[at + 8];
            packed[next + 9 * STRIP_COLUMNS] = values[at + 9];
            at += right.columnStep;
        }
    }

    /**
     * Writes some rows of a strip. a and b are the left and right vectors of the right side, numbered by step; upper and
     * lower are the two rows.
     */
    @SuppressWarnings("checkstyle:MethodLength") // a loop would not keep the right side in registers
    private void writeStrip(Strided out, int rows, int rightAt) {
        float[] left = packedLeft;
        float[] right = packedRight;
        float[] values = out.values;
        int start = out.start;
        int step = out.rowStep;
        var a0 = VectorKernel.load(right, rightAt);
        var b0 = VectorKernel.load(right, rightAt + LANES);
        var a1 = VectorKernel.load(right, rightAt + STRIP_COLUMNS);
        var b1 = VectorKernel.load(right, rightAt + STRIP_COLUMNS + LANES);
        var a2 = VectorKernel.load(right, rightAt + 2 * STRIP_COLUMNS);
        var b2 = VectorKernel.load(right, rightAt + 2 * STRIP_COLUMNS + LANES);
        var a3 = VectorKernel.load(right, rightAt + 3 * STRIP_COLUMNS);
        var b3 = VectorKernel.load(right, rightAt + 3 * STRIP_COLUMNS + LANES);
        var a4 = VectorKernel.load(right, rightAt + 4 * STRIP_COLUMNS);
        var b4 = VectorKernel.load(right, rightAt + 4 * STRIP_COLUMNS + LANES);
        var a5 = VectorKernel.load(right, rightAt + 5 * STRIP_COLUMNS);
        var b5 = VectorKernel.load(right, rightAt + 5 * STRIP_COLUMNS + LANES);
        var a6 = VectorKernel.load(right, rightAt + 6 * STRIP_COLUMNS);
        var b6 = VectorKernel.load(right, rightAt + 6 * STRIP_COLUMNS + LANES);
        var a7 = VectorKernel.load(right, rightAt + 7 * STRIP_COLUMNS);
        var b7 = VectorKernel.load(right, rightAt + 7 * STRIP_COLUMNS + LANES);
        var a8 = VectorKernel.load(right, rightAt + 8 * STRIP_COLUMNS);
        var b8 = VectorKernel.load(right, rightAt + 8 * STRIP_COLUMNS + LANES);
        var a9 = VectorKernel.load(right, rightAt + 9 * STRIP_COLUMNS);
        var b9 = VectorKernel.load(right, rightAt + 9 * STRIP_COLUMNS + LANES);
        var zero = FloatVector.zero(SPECIES);
        for (int row = 0; row < rows; row += 2) {
            int upperAt = row * DEPTH;
            int lowerAt = upperAt + DEPTH;
            var factor = FloatVector.broadcast(SPECIES, left[upperAt]);
            var upperA = a0.fma(factor, zero);
            var upperB = b0.fma(factor, zero);
            factor = FloatVector.broadcast(SPECIES, left[lowerAt]);
            var lowerA = a0.fma(factor, zero);
            var lowerB = b0.fma(factor, zero);
            factor = FloatVector.broadcast(SPECIES, left[upperAt + 1]);
            upperA = a1.fma(factor, upperA);
            upperB = b1.fma(factor, upperB);
            factor = FloatVector.broadcast(SPECIES, left[lowerAt + 1]);
            lowerA = a1.fma(factor, lowerA);
            lowerB = b1.fma(factor, lowerB);
            factor = FloatVector.broadcast(SPECIES, left[upperAt + 2]);
            upperA = a2.fma(factor, upperA);
            upperB = b2.fma(factor, upperB);
            factor = FloatVector.broadcast(SPECIES, left[lowerAt + 2]);
            lowerA = a2.fma(factor, lowerA);
            lowerB = b2.fma(factor, lowerB);
            factor = FloatVector.broadcast(SPECIES, left[upperAt + 3]);
            upperA = a3.fma(factor, upperA);
            upperB = b3.fma(factor, upperB);
            factor = FloatVector.broadcast(SPECIES, left[lowerAt + 3]);
            lowerA = a3.fma(factor, lowerA);
            lowerB = b3.fma(factor, lowerB);
            factor = FloatVector.broadcast(SPECIES, left[upperAt + 4]);
            upperA = a4.fma(factor, upperA);
            upperB = b4.fma(factor, upperB);
            factor = FloatVector.broadcast(SPECIES, left[lowerAt + 4]);
            lowerA = a4.fma(factor, lowerA);
            lowerB = b4.fma(factor, lowerB);
            factor = FloatVector.broadcast(SPECIES, left[upperAt + 5]);
            upperA = a5.fma(factor, upperA);
            upperB = b5.fma(factor, upperB);
            factor = FloatVector.broadcast(SPECIES, left[lowerAt + 5]);
            lowerA = a5.fma(factor, lowerA);
            lowerB = b5.fma(factor, lowerB);
            factor = FloatVector.broadcast(SPECIES, left[upperAt + 6]);
            upperA = a6.fma(factor, upperA);
            upperB = b6.fma(factor, upperB);
            factor = FloatVector.broadcast(SPECIES, left[lowerAt + 6]);
            lowerA = a6.fma(factor, lowerA);
            lowerB = b6.fma(factor, lowerB);
            factor = FloatVector.broadcast(SPECIES, left[upperAt + 7]);
            upperA = a7.fma(factor, upperA);
            upperB = b7.fma(factor, upperB);
            factor = FloatVector.broadcast(SPECIES, left[lowerAt + 7]);
            lowerA = a7.fma(factor, lowerA);
            lowerB = b7.fma(factor, lowerB);
            factor = FloatVector.broadcast(SPECIES, left[upperAt + 8]);
            upperA = a8.fma(factor, upperA);
            upperB = b8.fma(factor, upperB);
            factor = FloatVector.broadcast(SPECIES, left[lowerAt + 8]);
            lowerA = a8.fma(factor, lowerA);
            lowerB = b8.fma(factor, lowerB);
            factor = FloatVector.broadcast(SPECIES, left[upperAt + 9]);
            upperA = a9.fma(factor, upperA);
            upperB = b9.fma(factor, upperB);
            factor = FloatVector.broadcast(SPECIES, left[lowerAt + 9]);
            lowerA = a9.fma(factor, lowerA);
            lowerB = b9.fma(factor, lowerB);
            // No methods of ours from here on: the compiler has given up inlining them, and vectors would become
            // objects.
            int outAt = start + row * step;
            upperA.intoArray(values, outAt);
            upperB.intoArray(values, outAt + LANES);
            outAt = start + Math.min(row + 1, rows - 1) * step;
            lowerA.intoArray(values, outAt);
            lowerB.intoArray(values, outAt + LANES);
        }
    }
}
