package io.glyphstream.matrix;

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

    private final Strip strip = new Strip(BLOCK_DEPTH);

    /** What all rows begin with. */
    private final float[] first = new float[LANES];

    private final float[] sums = new float[TILE_ROWS * LANES];

    void add(Product product) {
        var tile = new Tile();
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
                    tile.lastRow = height - 1;
                    begin(tile, out, width, fromOutput);
                    if (row + height <= whole) {
                        tile.endIn(out.values, out.start, out.rowStep);
                        addTile(tile, product.left.from(row, k), depth);
                    } else {
                        tile.endIn(sums, 0, LANES);
                        addTile(tile, product.left.from(row, k), depth);
                        Strip.store(sums, height, width, out);
                    }
                }
            }
        }
    }

    /**
     * Returns how many of the first rows may be written as whole vectors: whole tiles only, since rows that are not there write the
     * last one once more.
     */
    private static int wholeRows(Product product, int width, boolean fromOutput) {
        boolean haveGaps = product.out.rowStep != product.columns;
        if (width < LANES && (fromOutput || haveGaps)) {
            return 0;
        }
        int whole = Strip.wholeRows(product.rows, product.columns, width);
        return width == LANES ? whole : whole / TILE_ROWS * TILE_ROWS;
    }

    private void begin(Tile tile, Strided out, int width, boolean fromOutput) {
        if (!fromOutput) {
            tile.beginWith(first, 0, 0);
            return;
        }
        if (width == LANES) {
            tile.beginWith(out.values, out.start, out.rowStep);
            return;
        }
        for (int i = 0; i <= tile.lastRow; i++) {
            System.arraycopy(out.values, out.at(i, 0), sums, i * LANES, width);
        }
        tile.beginWith(sums, 0, LANES);
    }

    /** Adds one tile; the sums are numbered by row. */
    private void addTile(Tile tile, Strided left, int depth) {
        float[] values = left.values;
        float[] right = strip.values;
        float[] begin = tile.begin;
        int lastRow = tile.lastRow;
        int at0 = left.start;
        int at1 = left.at(Math.min(1, lastRow), 0);
        int at2 = left.at(Math.min(2, lastRow), 0);
        int at3 = left.at(Math.min(3, lastRow), 0);
        int at4 = left.at(Math.min(4, lastRow), 0);
        int at5 = left.at(Math.min(5, lastRow), 0);
        int at6 = left.at(Math.min(6, lastRow), 0);
        int at7 = left.at(Math.min(7, lastRow), 0);
        var sum0 = VectorKernel.load(begin, tile.beginAt(0));
        var sum1 = VectorKernel.load(begin, tile.beginAt(1));
        var sum2 = VectorKernel.load(begin, tile.beginAt(2));
        var sum3 = VectorKernel.load(begin, tile.beginAt(3));
        var sum4 = VectorKernel.load(begin, tile.beginAt(4));
        var sum5 = VectorKernel.load(begin, tile.beginAt(5));
        var sum6 = VectorKernel.load(begin, tile.beginAt(6));
        var sum7 = VectorKernel.load(begin, tile.beginAt(7));
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
        float[] end = tile.end;
        VectorKernel.cast(sum0).intoArray(end, tile.endAt(0));
        VectorKernel.cast(sum1).intoArray(end, tile.endAt(1));
        VectorKernel.cast(sum2).intoArray(end, tile.endAt(2));
        VectorKernel.cast(sum3).intoArray(end, tile.endAt(3));
        VectorKernel.cast(sum4).intoArray(end, tile.endAt(4));
        VectorKernel.cast(sum5).intoArray(end, tile.endAt(5));
        VectorKernel.cast(sum6).intoArray(end, tile.endAt(6));
        VectorKernel.cast(sum7).intoArray(end, tile.endAt(7));
    }
}
