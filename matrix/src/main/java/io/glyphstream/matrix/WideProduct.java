package io.glyphstream.matrix;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/*
 * A product is cut three times. Blocks of the inner index and of the columns, so that a block of the right side stays
 * in the second-level cache while all rows go by; the accumulators are stored to the output between blocks, which
 * rounds nothing, since they are floats in registers too. Tiles of 6 rows by 2 vectors, so that the accumulators stay
 * in registers: 12 independent sums hide the latency of the multiply-add. Both sides are copied into the order in which
 * a tile reads them, so that it reads straight on.
 *
 * Tiles are always whole. Where rows are missing, the last one is computed again, and the same bits are written to the
 * same place. Where columns are missing, the tile begins further left; what it says about columns that were added before
 * is left out.
 */
/**
 * Products with many columns of a left side that is stored column by column, or with few rows or few steps. One thread's, since it has
 * room for a block of each side.
 */
final class WideProduct {

    private static final VectorSpecies<Float> SPECIES = VectorKernel.SPECIES;
    private static final int LANES = SPECIES.length();

    private static final int TILE_ROWS = 6;
    private static final int TILE_COLUMNS = 2 * LANES;

    private static final int BLOCK_DEPTH = 256;
    private static final int BLOCK_COLUMNS = 16 * TILE_COLUMNS;
    private static final int BLOCK_ROWS = 16 * TILE_ROWS;

    private final float[] packedLeft = new float[BLOCK_ROWS * BLOCK_DEPTH];
    private final float[] packedRight = new float[BLOCK_COLUMNS * BLOCK_DEPTH + Strip.TOGETHER];
    private final float[] corner = new float[TILE_ROWS * TILE_COLUMNS];
    private final float[] zeros = new float[TILE_COLUMNS];

    void add(Product product) {
        for (int k = 0; k < product.depth; k += BLOCK_DEPTH) {
            int depth = Math.min(BLOCK_DEPTH, product.depth - k);
            for (int column = 0; column < product.columns; column += BLOCK_COLUMNS) {
                int columns = Math.min(BLOCK_COLUMNS, product.columns - column);
                packRight(product, new Block(k, depth, 0, 0, column, columns));
                for (int row = 0; row < product.rows; row += BLOCK_ROWS) {
                    int rows = Math.min(BLOCK_ROWS, product.rows - row);
                    packLeft(product.left.from(row, k), rows, depth, packedLeft);
                    addBlock(product, new Block(k, depth, row, rows, column, columns));
                }
            }
        }
    }

    /** Returns where the tile begins that says something about this column. */
    private static int firstColumn(Product product, int column) {
        return Math.max(0, Math.min(column, product.columns - TILE_COLUMNS));
    }

    /** Copies strips of {@link #TILE_COLUMNS} columns, row by row. */
    private void packRight(Product product, Block block) {
        int depth = block.depth;
        int width = Math.min(TILE_COLUMNS, product.columns);
        for (int column = 0; column < block.columns; column += TILE_COLUMNS) {
            Strided right = product.right.from(block.k, firstColumn(product, block.column + column));
            Strip.pack(right, depth, width, packedRight, column * depth, TILE_COLUMNS);
        }
    }

    /** Copies strips of {@link #TILE_ROWS} rows, column by column; where rows are missing, the last one again. */
    private static void packLeft(Strided left, int rows, int depth, float[] packed) {
        for (int row = 0; row < rows; row += TILE_ROWS) {
            packStrip(left.from(row, 0), Math.min(TILE_ROWS, rows - row) - 1, depth, packed, row * depth);
        }
    }

    private static void packStrip(Strided strip, int lastRow, int depth, float[] packed, int packedAt) {
        float[] values = strip.values;
        int step = strip.columnStep;
        int at0 = strip.start;
        int at1 = strip.at(Math.min(1, lastRow), 0);
        int at2 = strip.at(Math.min(2, lastRow), 0);
        int at3 = strip.at(Math.min(3, lastRow), 0);
        int at4 = strip.at(Math.min(4, lastRow), 0);
        int at5 = strip.at(Math.min(5, lastRow), 0);
        int next = packedAt;
        for (int k = 0; k < depth; k++) {
            int ahead = k * step;
            packed[next] = values[at0 + ahead];
            packed[next + 1] = values[at1 + ahead];
            packed[next + 2] = values[at2 + ahead];
            packed[next + 3] = values[at3 + ahead];
            packed[next + 4] = values[at4 + ahead];
            packed[next + 5] = values[at5 + ahead];
            next += TILE_ROWS;
        }
    }

    private void addBlock(Product product, Block block) {
        Strided out = product.out;
        var tile = new Tile();
        for (int column = 0; column < block.columns; column += TILE_COLUMNS) {
            int from = firstColumn(product, block.column + column);
            int before = block.column + column - from;
            int width = Math.min(TILE_COLUMNS, block.columns - column);
            for (int row = 0; row < block.rows; row += TILE_ROWS) {
                tile.lastRow = Math.min(TILE_ROWS, block.rows - row) - 1;
                tile.beginWith(out.values, out.at(block.row + row, from), out.rowStep);
                tile.endIn(out.values, out.at(block.row + row, from), out.rowStep);
                if (block.k == 0 && product.isFresh()) {
                    tile.beginWith(zeros, 0, 0);
                }
                if (width == TILE_COLUMNS) {
                    addTile(tile, row * block.depth, column * block.depth, block.depth);
                    continue;
                }
                Strided there = out.from(block.row + row, from + before);
                if (product.columns < TILE_COLUMNS && tile.begin == out.values) {
                    copyToCorner(there, tile.lastRow, width);
                    tile.beginWith(corner, 0, TILE_COLUMNS);
                }
                tile.endIn(corner, 0, TILE_COLUMNS);
                addTile(tile, row * block.depth, column * block.depth, block.depth);
                for (int i = 0; i <= tile.lastRow; i++) {
                    System.arraycopy(corner, i * TILE_COLUMNS + before, there.values, there.at(i, 0), width);
                }
            }
        }
    }

    private void copyToCorner(Strided out, int lastRow, int width) {
        for (int i = 0; i <= lastRow; i++) {
            System.arraycopy(out.values, out.at(i, 0), corner, i * TILE_COLUMNS, width);
        }
    }

    /** Adds one tile; a and b are its left and right vector, numbered by row. */
    private void addTile(Tile tile, int leftAt, int rightAt, int depth) {
        float[] left = packedLeft;
        float[] right = packedRight;
        float[] begin = tile.begin;
        var a0 = load(begin, tile.beginAt(0));
        var b0 = load(begin, tile.beginAt(0) + LANES);
        var a1 = load(begin, tile.beginAt(1));
        var b1 = load(begin, tile.beginAt(1) + LANES);
        var a2 = load(begin, tile.beginAt(2));
        var b2 = load(begin, tile.beginAt(2) + LANES);
        var a3 = load(begin, tile.beginAt(3));
        var b3 = load(begin, tile.beginAt(3) + LANES);
        var a4 = load(begin, tile.beginAt(4));
        var b4 = load(begin, tile.beginAt(4) + LANES);
        var a5 = load(begin, tile.beginAt(5));
        var b5 = load(begin, tile.beginAt(5) + LANES);
        int at = leftAt;
        int end = leftAt + depth * TILE_ROWS;
        int next = rightAt;
        while (at < end) {
            var a = load(right, next);
            var b = load(right, next + LANES);
            var factor = FloatVector.broadcast(SPECIES, left[at]);
            a0 = a.fma(factor, VectorKernel.cast(a0));
            b0 = b.fma(factor, VectorKernel.cast(b0));
            factor = FloatVector.broadcast(SPECIES, left[at + 1]);
            a1 = a.fma(factor, VectorKernel.cast(a1));
            b1 = b.fma(factor, VectorKernel.cast(b1));
            factor = FloatVector.broadcast(SPECIES, left[at + 2]);
            a2 = a.fma(factor, VectorKernel.cast(a2));
            b2 = b.fma(factor, VectorKernel.cast(b2));
            factor = FloatVector.broadcast(SPECIES, left[at + 3]);
            a3 = a.fma(factor, VectorKernel.cast(a3));
            b3 = b.fma(factor, VectorKernel.cast(b3));
            factor = FloatVector.broadcast(SPECIES, left[at + 4]);
            a4 = a.fma(factor, VectorKernel.cast(a4));
            b4 = b.fma(factor, VectorKernel.cast(b4));
            factor = FloatVector.broadcast(SPECIES, left[at + 5]);
            a5 = a.fma(factor, VectorKernel.cast(a5));
            b5 = b.fma(factor, VectorKernel.cast(b5));
            at += TILE_ROWS;
            next += TILE_COLUMNS;
        }
        float[] out = tile.end;
        VectorKernel.store(VectorKernel.cast(a0), VectorKernel.cast(b0), out, tile.endAt(0));
        VectorKernel.store(VectorKernel.cast(a1), VectorKernel.cast(b1), out, tile.endAt(1));
        VectorKernel.store(VectorKernel.cast(a2), VectorKernel.cast(b2), out, tile.endAt(2));
        VectorKernel.store(VectorKernel.cast(a3), VectorKernel.cast(b3), out, tile.endAt(3));
        VectorKernel.store(VectorKernel.cast(a4), VectorKernel.cast(b4), out, tile.endAt(4));
        VectorKernel.store(VectorKernel.cast(a5), VectorKernel.cast(b5), out, tile.endAt(5));
    }

    private static FloatVector load(float[] values, int at) {
        return VectorKernel.cast(FloatVector.fromArray(SPECIES, values, at));
    }

    /** A part of a product: its place and size in the inner index, the rows, and the columns. */
    private record Block(int k, int depth, int row, int rows, int column, int columns) {}
}
