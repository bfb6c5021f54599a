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
 * Products with few columns, as a network's last layer and convolutions have them, of a left side that is stored row by row, or whose
 * rows are windows of images. One thread's, since it has room for some rows of the right side.
 */
final class NarrowProduct {

    private static final VectorSpecies<Float> SPECIES = VectorKernel.SPECIES;
    private static final int LANES = SPECIES.length();

    /** The most columns that such a product may have: more are worth a copy of the left side. */
    static final int COLUMNS = Math.min(32, 4 * LANES);

    /* So many rows make as many independent sums as hide the latency of the multiply-add. */
    private static final int TILE_ROWS = 8;

    private static final int BLOCK_DEPTH = 1024;

    private final Strip strip = new Strip(BLOCK_DEPTH);

    /** What all rows begin with. */
    private final float[] first = new float[LANES];

    private final Strided firstRows = Strided.rowMajor(first, 0);

    private final float[] sums = new float[TILE_ROWS * LANES];
    private final Strided sumRows = Strided.rowMajor(sums, LANES);

    /** Where the rows of a tile begin in the left side. */
    private final int[] starts = new int[TILE_ROWS];

    void add(Product product) {
        for (int k = 0; k < product.depth; k += BLOCK_DEPTH) {
            int depth = Math.min(BLOCK_DEPTH, product.depth - k);
            boolean fromOutput = k > 0 || product.start == Product.Start.OUTPUT;
            for (int column = 0; column < product.columns; column += LANES) {
                int width = Math.min(LANES, product.columns - column);
                strip.pack(product.right.from(k, column), depth, width);
                if (!fromOutput) {
                    product.copyFirst(column, width, first);
                }
                int whole = wholeRows(product, width, fromOutput);
                for (int row = 0; row < product.rows; row += TILE_ROWS) {
                    Strided out = product.out.from(row, column);
                    int height = Math.min(TILE_ROWS, product.rows - row);
                    Strided begin = fromOutput ? begun(out, height, width) : firstRows;
                    startAt(product.left.from(row, k), height);
                    if (height == TILE_ROWS && row + height <= whole) {
                        addTile(product.left.values, 0, depth, begin, out);
                    } else {
                        addTile(product.left.values, 0, depth, begin, sumRows);
                        Strip.store(sums, height, width, out);
                    }
                }
            }
        }
    }

    /** Rows that are not there are the last one again. */
    private void startAt(Strided left, int height) {
        for (int i = 0; i < TILE_ROWS; i++) {
            starts[i] = left.at(Math.min(i, height - 1), 0);
        }
    }

    /** Writes the sums of windows, which are rows of the left side as they lie in the images, run by run. */
    void write(WindowProduct product) {
        int all = product.grid.all() * product.windows.count();
        for (int column = 0; column < product.columns; column += LANES) {
            int width = Math.min(LANES, product.columns - column);
            strip.pack(product.right.from(0, column), product.windows.size(), width);
            System.arraycopy(product.first.values, product.first.at(0, column), first, 0, width);
            int whole = Strip.wholeRows(all, product.columns, width);
            for (int window = 0; window < all; window += TILE_ROWS) {
                int height = Math.min(TILE_ROWS, all - window);
                startAt(product, window, height);
                Strided out = product.out.from(window, column);
                if (height == TILE_ROWS && window + height <= whole) {
                    addRuns(product, out);
                } else {
                    addRuns(product, sumRows);
                    Strip.store(sums, height, width, out);
                }
            }
        }
    }

    /** Windows are counted through the rows and the images; those that are not there are the last one again. */
    private void startAt(WindowProduct product, int window, int height) {
        int count = product.windows.count();
        int row = window / count;
        int column = window % count;
        for (int i = 0; i < height; i++) {
            starts[i] = product.grid.start(row) + column * product.windows.step();
            column++;
            if (column == count) {
                column = 0;
                row++;
            }
        }
        Arrays.fill(starts, height, TILE_ROWS, starts[height - 1]);
    }

    /** Between runs the sums are in memory. */
    private void addRuns(WindowProduct product, Strided out) {
        Windows windows = product.windows;
        int last = windows.lines() - 1;
        for (int line = 0; line <= last; line++) {
            int rightAt = line * windows.length() * LANES;
            Strided begin = line == 0 ? firstRows : sumRows;
            addTile(product.images, rightAt, windows.length(), begin, line == last ? out : sumRows);
            for (int i = 0; i < TILE_ROWS; i++) {
                starts[i] += windows.lineStep();
            }
        }
    }

    /** Returns how many of the first rows may be written as whole vectors. */
    private static int wholeRows(Product product, int width, boolean fromOutput) {
        boolean haveGaps = product.out.rowStep != product.columns;
        return width < LANES && (fromOutput || haveGaps) ? 0 : Strip.wholeRows(product.rows, product.columns, width);
    }

    /** Returns the output as what the sums of a tile begin with; a copy where it has no whole vectors. */
    private Strided begun(Strided out, int height, int width) {
        if (height == TILE_ROWS && width == LANES) {
            return out;
        }
        for (int row = 0; row < height; row++) {
            System.arraycopy(out.values, out.at(row, 0), sums, row * LANES, width);
        }
        return sumRows;
    }

    /**
     * Adds one tile; the sums are numbered by row.
     *
     * @param values those of the left side, whose rows begin at the starts
     * @param rightAt where the rows of the strip begin
     * @param begin what the sums begin with, whole vectors
     * @param end where they go, whole vectors
     */
    private void addTile(float[] values, int rightAt, int depth, Strided begin, Strided end) {
        float[] right = strip.values;
        int at0 = starts[0];
        int at1 = starts[1];
        int at2 = starts[2];
        int at3 = starts[3];
        int at4 = starts[4];
        int at5 = starts[5];
        int at6 = starts[6];
        int at7 = starts[7];
        var sum0 = VectorKernel.load(begin.values, begin.at(0, 0));
        var sum1 = VectorKernel.load(begin.values, begin.at(1, 0));
        var sum2 = VectorKernel.load(begin.values, begin.at(2, 0));
        var sum3 = VectorKernel.load(begin.values, begin.at(3, 0));
        var sum4 = VectorKernel.load(begin.values, begin.at(4, 0));
        var sum5 = VectorKernel.load(begin.values, begin.at(5, 0));
        var sum6 = VectorKernel.load(begin.values, begin.at(6, 0));
        var sum7 = VectorKernel.load(begin.values, begin.at(7, 0));
        // A plain count and constant distances let the compiler prove before the loop that no index is out of bounds.
        for (int k = 0; k < depth; k++) {
            var columns = VectorKernel.load(right, rightAt + k * LANES);
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
        VectorKernel.cast(sum0).intoArray(end.values, end.at(0, 0));
        VectorKernel.cast(sum1).intoArray(end.values, end.at(1, 0));
        VectorKernel.cast(sum2).intoArray(end.values, end.at(2, 0));
        VectorKernel.cast(sum3).intoArray(end.values, end.at(3, 0));
        VectorKernel.cast(sum4).intoArray(end.values, end.at(4, 0));
        VectorKernel.cast(sum5).intoArray(end.values, end.at(5, 0));
        VectorKernel.cast(sum6).intoArray(end.values, end.at(6, 0));
        VectorKernel.cast(sum7).intoArray(end.values, end.at(7, 0));
    }
}
