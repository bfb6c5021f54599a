package io.glyphstream.matrix;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/*
 * Eight windows that lie side by side share what is loaded of the right side, and read neighboring values. Where values of a
 * window lie is the same for all windows, so it is computed once. That the eight indices differ by constants lets the compiler
 * prove with one test that none is out of bounds.
 *
 * Tiles are always whole: the last one of a row begins further left, and writes the same bits once more.
 */
/** Products of windows that begin one value after the other. One thread's, since it has room for some rows of the right side. */
final class SlidingProduct {

    private static final VectorSpecies<Float> SPECIES = VectorKernel.SPECIES;
    private static final int LANES = SPECIES.length();

    private static final int TILE_ROWS = WindowProduct.TOGETHER;

    private final Strip strip = new Strip(WindowProduct.MOST_VALUES);
    private final int[] offsets = new int[WindowProduct.MOST_VALUES];
    private final float[] first = new float[LANES];
    private final float[] sums = new float[TILE_ROWS * LANES];

    void write(WindowProduct product) {
        Windows windows = product.windows;
        windows.writeOffsets(offsets);
        for (int column = 0; column < product.columns; column += LANES) {
            int width = Math.min(LANES, product.columns - column);
            strip.pack(product.right.from(0, column), windows.size(), width);
            System.arraycopy(product.first.values, product.first.at(0, column), first, 0, width);
            writeStrip(product, column, width);
        }
    }

    private void writeStrip(WindowProduct product, int column, int width) {
        int count = product.windows.count();
        int rows = product.grid.all();
        int whole = Strip.wholeRows(rows * count, product.columns, width);
        for (int row = 0; row < rows; row++) {
            int start = product.grid.start(row);
            for (int window = 0; window < count; window += TILE_ROWS) {
                int from = Math.min(window, count - TILE_ROWS);
                int outRow = row * count + from;
                Strided out = product.out.from(outRow, column);
                if (outRow + TILE_ROWS <= whole) {
                    writeTile(product.images, start + from, product.windows.size(), out);
                } else {
                    writeTile(product.images, start + from, product.windows.size(), Strided.rowMajor(sums, LANES));
                    Strip.store(sums, TILE_ROWS, width, out);
                }
            }
        }
    }

    /** Writes one tile; the sums are numbered by window. */
    private void writeTile(float[] values, int at, int depth, Strided out) {
        float[] right = strip.values;
        int[] distances = offsets;
        var sum0 = VectorKernel.load(first, 0);
        var sum1 = sum0;
        var sum2 = sum0;
        var sum3 = sum0;
        var sum4 = sum0;
        var sum5 = sum0;
        var sum6 = sum0;
        var sum7 = sum0;
        for (int k = 0; k < depth; k++) {
            int i = at + distances[k];
            var columns = VectorKernel.load(right, k * LANES);
            var factor = FloatVector.broadcast(SPECIES, values[i]);
            sum0 = columns.fma(factor, VectorKernel.cast(sum0));
            factor = FloatVector.broadcast(SPECIES, values[i + 1]);
            sum1 = columns.fma(factor, VectorKernel.cast(sum1));
            factor = FloatVector.broadcast(SPECIES, values[i + 2]);
            sum2 = columns.fma(factor, VectorKernel.cast(sum2));
            factor = FloatVector.broadcast(SPECIES, values[i + 3]);
            sum3 = columns.fma(factor, VectorKernel.cast(sum3));
            factor = FloatVector.broadcast(SPECIES, values[i + 4]);
            sum4 = columns.fma(factor, VectorKernel.cast(sum4));
            factor = FloatVector.broadcast(SPECIES, values[i + 5]);
            sum5 = columns.fma(factor, VectorKernel.cast(sum5));
            factor = FloatVector.broadcast(SPECIES, values[i + 6]);
            sum6 = columns.fma(factor, VectorKernel.cast(sum6));
            factor = FloatVector.broadcast(SPECIES, values[i + 7]);
            sum7 = columns.fma(factor, VectorKernel.cast(sum7));
        }
        float[] end = out.values;
        VectorKernel.cast(sum0).intoArray(end, out.start);
        VectorKernel.cast(sum1).intoArray(end, out.at(1, 0));
        VectorKernel.cast(sum2).intoArray(end, out.at(2, 0));
        VectorKernel.cast(sum3).intoArray(end, out.at(3, 0));
        VectorKernel.cast(sum4).intoArray(end, out.at(4, 0));
        VectorKernel.cast(sum5).intoArray(end, out.at(5, 0));
        VectorKernel.cast(sum6).intoArray(end, out.at(6, 0));
        VectorKernel.cast(sum7).intoArray(end, out.at(7, 0));
    }
}
