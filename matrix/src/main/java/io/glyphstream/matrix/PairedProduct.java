package io.glyphstream.matrix;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/*
 * With so few columns a vector of columns is half empty, so a vector has the columns of two windows that lie side by side. One load
 * brings the values of all windows of a tile, and a shuffle brings those of each two windows to their lanes. The sums come out in the
 * order of the output. What a vector has too much lies in the rows below, which are written later.
 *
 * Tiles are always whole: the last one of a row begins further left, and writes the same bits once more.
 */
/**
 * Products of windows that begin one value after the other, with no more columns than half a vector has lanes. One thread's, since
 * it has room for the right side.
 */
final class PairedProduct {

    private static final VectorSpecies<Float> SPECIES = VectorKernel.SPECIES;
    private static final int LANES = SPECIES.length();

    /* As many sums as hide the latency of the multiply-add. */
    private static final int TILE_PAIRS = 8;
    private static final int TILE_WINDOWS = 2 * TILE_PAIRS;

    private final int[] offsets = new int[WindowProduct.MOST_VALUES];
    /** (values in a window x lanes): the columns, and the columns again. */
    private final float[] right = new float[WindowProduct.MOST_VALUES * LANES];

    private final float[] first = new float[LANES];
    private final Strided sumRows = Strided.rowMajor(new float[TILE_PAIRS * LANES], LANES);
    /** Which value of a tile each lane needs, for each two windows. */
    private final VectorShuffle<?>[] shuffles = new VectorShuffle<?>[TILE_PAIRS];
    /** How many columns the shuffles are for: to make them takes longer than a small product. */
    private int shuffledColumns;

    /** Returns whether such a task can be done here: a vector must have a value for each window of a tile. */
    static boolean suits(WindowProduct product) {
        return LANES == TILE_WINDOWS
                && product.columns <= LANES / 2
                && product.windows.step() == 1
                && product.windows.count() >= TILE_WINDOWS;
    }

    void write(WindowProduct product) {
        pack(product);
        int size = product.windows.size();
        int count = product.windows.count();
        int columns = product.columns;
        int rows = product.grid.all();
        // Where the last vector of a tile may begin, so that what it has too much is within the output.
        int last = rows * count * columns - LANES;
        for (int row = 0; row < rows; row++) {
            int start = product.grid.start(row);
            for (int window = 0; window < count; window += TILE_WINDOWS) {
                int from = Math.min(window, count - TILE_WINDOWS);
                int outRow = row * count + from;
                Strided out = Strided.rowMajor(product.out.values, 2 * columns).from(0, product.out.at(outRow, 0));
                if ((outRow + TILE_WINDOWS - 2) * columns <= last) {
                    addTile(product.images, start + from, size, out);
                } else {
                    addTile(product.images, start + from, size, sumRows);
                    Strip.copy(sumRows, TILE_PAIRS, 2 * columns, out);
                }
            }
        }
    }

    private void pack(WindowProduct product) {
        Windows windows = product.windows;
        int columns = product.columns;
        windows.writeOffsets(offsets);
        for (int column = 0; column < columns; column++) {
            first[column] = product.first.values[product.first.at(0, column)];
            first[columns + column] = first[column];
            for (int k = 0; k < windows.size(); k++) {
                float value = product.right.values[product.right.at(k, column)];
                right[k * LANES + column] = value;
                right[k * LANES + columns + column] = value;
            }
        }
        if (shuffledColumns != columns) {
            shuffledColumns = columns;
            for (int i = 0; i < TILE_PAIRS; i++) {
                int pair = i;
                shuffles[pair] = VectorShuffle.fromOp(SPECIES, lane -> lane < columns ? 2 * pair : 2 * pair + 1);
            }
        }
    }

    /** Writes one tile; the sums are numbered by the pair of windows, which are the rows of the output. */
    private void addTile(float[] images, int at, int size, Strided out) {
        float[] factors = right;
        int[] distances = offsets;
        VectorShuffle<Float> shuffle0 = shuffle(0);
        VectorShuffle<Float> shuffle1 = shuffle(1);
        VectorShuffle<Float> shuffle2 = shuffle(2);
        VectorShuffle<Float> shuffle3 = shuffle(3);
        VectorShuffle<Float> shuffle4 = shuffle(4);
        VectorShuffle<Float> shuffle5 = shuffle(5);
        VectorShuffle<Float> shuffle6 = shuffle(6);
        VectorShuffle<Float> shuffle7 = shuffle(7);
        var sum0 = VectorKernel.load(first, 0);
        var sum1 = sum0;
        var sum2 = sum0;
        var sum3 = sum0;
        var sum4 = sum0;
        var sum5 = sum0;
        var sum6 = sum0;
        var sum7 = sum0;
        for (int k = 0; k < size; k++) {
            var values = VectorKernel.load(images, at + distances[k]);
            var columns = VectorKernel.load(factors, k * LANES);
            sum0 = lanes(values, shuffle0).fma(columns, VectorKernel.cast(sum0));
            sum1 = lanes(values, shuffle1).fma(columns, VectorKernel.cast(sum1));
            sum2 = lanes(values, shuffle2).fma(columns, VectorKernel.cast(sum2));
            sum3 = lanes(values, shuffle3).fma(columns, VectorKernel.cast(sum3));
            sum4 = lanes(values, shuffle4).fma(columns, VectorKernel.cast(sum4));
            sum5 = lanes(values, shuffle5).fma(columns, VectorKernel.cast(sum5));
            sum6 = lanes(values, shuffle6).fma(columns, VectorKernel.cast(sum6));
            sum7 = lanes(values, shuffle7).fma(columns, VectorKernel.cast(sum7));
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

    private VectorShuffle<Float> shuffle(int pair) {
        return shuffles[pair].check(SPECIES);
    }

    private static FloatVector lanes(FloatVector values, VectorShuffle<Float> shuffle) {
        return VectorKernel.cast(values.rearrange(shuffle));
    }
}
