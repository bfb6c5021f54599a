package io.glyphstream.matrix;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/*
 * Windows that lie side by side share what is loaded of the right side, and read neighboring values. Where values of a window lie
 * is the same for all windows, so it is computed once. That the indices of neighbors differ by constants lets the compiler prove
 * with one test that none is out of bounds.
 *
 * Tiles are always whole: the last one of a row begins further left, and writes the same bits once more.
 */
/** Products of windows that begin one value after the other. One thread's, since it has room for some rows of the right side. */
final class SlidingProduct {

    private static final VectorSpecies<Float> SPECIES = VectorKernel.SPECIES;
    private static final int LANES = SPECIES.length();

    private final Strip strip = new Strip(WindowProduct.MOST_VALUES);
    private final int[] offsets = new int[WindowProduct.MOST_VALUES];

    void write(WindowProduct product) {
        Windows windows = product.windows;
        windows.writeOffsets(offsets);
        for (var columns = product.columns(); columns.areThere(); columns = columns.next()) {
            product.pack(columns, strip);
            writeStrip(product, columns);
        }
    }

    private void writeStrip(WindowProduct product, StripColumns columns) {
        int count = product.windows.count();
        int rows = product.grid.all();
        int tileRows = columns.tileRows();
        int whole = columns.wholeRows(rows * count);
        Strided sumRows = strip.sumRows(columns);
        for (int row = 0; row < rows; row++) {
            int start = product.grid.start(row);
            for (int window = 0; window < count; window += tileRows) {
                int from = Math.min(window, count - tileRows);
                int outRow = row * count + from;
                Strided out = product.out.from(outRow, columns.from());
                if (outRow + tileRows <= whole) {
                    writeTile(product, columns, start + from, out);
                } else {
                    writeTile(product, columns, start + from, sumRows);
                    Strip.copy(sumRows, tileRows, columns.width(), out);
                }
            }
        }
    }

    private void writeTile(WindowProduct product, StripColumns columns, int at, Strided out) {
        if (columns.areTwoVectors()) {
            writeTwo(product.images, at, product.windows.size(), out);
        } else {
            writeOne(product.images, at, product.windows.size(), out);
        }
    }

    /** Writes one tile with one vector of columns; the sums are numbered by window. */
    private void writeOne(float[] values, int at, int depth, Strided out) {
        float[] right = strip.values;
        float[] first = strip.first;
        int[] distances = offsets;
        var sum0 = VectorKernel.load(first, 0);
        var sum1 = VectorKernel.load(first, 0);
        var sum2 = VectorKernel.load(first, 0);
        var sum3 = VectorKernel.load(first, 0);
        var sum4 = VectorKernel.load(first, 0);
        var sum5 = VectorKernel.load(first, 0);
        var sum6 = VectorKernel.load(first, 0);
        var sum7 = VectorKernel.load(first, 0);
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

    /** Writes one tile with two vectors of columns; the sums are numbered by window, and a are those of the left vector. */
    private void writeTwo(float[] values, int at, int depth, Strided out) {
        float[] right = strip.values;
        float[] first = strip.first;
        int[] distances = offsets;
        var a0 = VectorKernel.load(first, 0);
        var b0 = VectorKernel.load(first, LANES);
        var a1 = VectorKernel.load(first, 0);
        var b1 = VectorKernel.load(first, LANES);
        var a2 = VectorKernel.load(first, 0);
        var b2 = VectorKernel.load(first, LANES);
        var a3 = VectorKernel.load(first, 0);
        var b3 = VectorKernel.load(first, LANES);
        var a4 = VectorKernel.load(first, 0);
        var b4 = VectorKernel.load(first, LANES);
        var a5 = VectorKernel.load(first, 0);
        var b5 = VectorKernel.load(first, LANES);
        for (int k = 0; k < depth; k++) {
            int i = at + distances[k];
            var a = VectorKernel.load(right, k * (2 * LANES));
            var b = VectorKernel.load(right, k * (2 * LANES) + LANES);
            var factor = FloatVector.broadcast(SPECIES, values[i]);
            a0 = a.fma(factor, VectorKernel.cast(a0));
            b0 = b.fma(factor, VectorKernel.cast(b0));
            factor = FloatVector.broadcast(SPECIES, values[i + 1]);
            a1 = a.fma(factor, VectorKernel.cast(a1));
            b1 = b.fma(factor, VectorKernel.cast(b1));
            factor = FloatVector.broadcast(SPECIES, values[i + 2]);
            a2 = a.fma(factor, VectorKernel.cast(a2));
            b2 = b.fma(factor, VectorKernel.cast(b2));
            factor = FloatVector.broadcast(SPECIES, values[i + 3]);
            a3 = a.fma(factor, VectorKernel.cast(a3));
            b3 = b.fma(factor, VectorKernel.cast(b3));
            factor = FloatVector.broadcast(SPECIES, values[i + 4]);
            a4 = a.fma(factor, VectorKernel.cast(a4));
            b4 = b.fma(factor, VectorKernel.cast(b4));
            factor = FloatVector.broadcast(SPECIES, values[i + 5]);
            a5 = a.fma(factor, VectorKernel.cast(a5));
            b5 = b.fma(factor, VectorKernel.cast(b5));
        }
        float[] end = out.values;
        VectorKernel.store(VectorKernel.cast(a0), VectorKernel.cast(b0), end, out.start);
        VectorKernel.store(VectorKernel.cast(a1), VectorKernel.cast(b1), end, out.at(1, 0));
        VectorKernel.store(VectorKernel.cast(a2), VectorKernel.cast(b2), end, out.at(2, 0));
        VectorKernel.store(VectorKernel.cast(a3), VectorKernel.cast(b3), end, out.at(3, 0));
        VectorKernel.store(VectorKernel.cast(a4), VectorKernel.cast(b4), end, out.at(4, 0));
        VectorKernel.store(VectorKernel.cast(a5), VectorKernel.cast(b5), end, out.at(5, 0));
    }
}
