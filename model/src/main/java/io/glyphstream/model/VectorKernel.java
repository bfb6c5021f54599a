package io.glyphstream.model;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/*
 * A product is cut three times. Blocks of the inner index and of the columns, so that a block of the right side stays
 * in the second-level cache while all rows go by; the accumulators are stored to the output between blocks, which
 * rounds nothing, since they are floats in registers too. Tiles of 6 rows by 2 vectors, so that the accumulators stay
 * in registers: 12 independent sums hide the latency of the multiply-add. Both sides are copied into the order in which
 * a tile reads them, so that it reads straight on.
 */
/** The kernel on the machine's vectors: each lane is one element of the output. */
final class VectorKernel implements Kernel {

    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED.length() > SparseRows.PADDING
            ? FloatVector.SPECIES_512
            : FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private static final int TILE_ROWS = 6;
    private static final int TILE_COLUMNS = 2 * LANES;
    /** Columns are copied into strips in pieces of this many rows, which stay in the first-level cache. */
    private static final int TRANSPOSED_DEPTH = 64;

    private static final int BLOCK_DEPTH = 256;
    private static final int BLOCK_COLUMNS = 16 * TILE_COLUMNS;
    private static final int BLOCK_ROWS = 16 * TILE_ROWS;

    private static final ThreadLocal<Buffers> BUFFERS = ThreadLocal.withInitial(Buffers::new);

    @Override
    public void add(Product product) {
        Buffers buffers = BUFFERS.get();
        if (product.columns <= NarrowProduct.LANES) {
            buffers.narrow.add(product, buffers.right);
            return;
        }
        for (int k = 0; k < product.depth; k += BLOCK_DEPTH) {
            int depth = Math.min(BLOCK_DEPTH, product.depth - k);
            for (int column = 0; column < product.columns; column += BLOCK_COLUMNS) {
                int columns = Math.min(BLOCK_COLUMNS, product.columns - column);
                packRight(product.right.from(k, column), depth, columns, buffers.right);
                for (int row = 0; row < product.rows; row += BLOCK_ROWS) {
                    int rows = Math.min(BLOCK_ROWS, product.rows - row);
                    packLeft(product.left.from(row, k), rows, depth, buffers.left);
                    addBlock(buffers, product.out.from(row, column), new Product.Shape(rows, depth, columns));
                }
            }
        }
    }

    /** Copies strips of {@link #TILE_COLUMNS} columns, row by row, the last filled up with zeros. */
    private static void packRight(Strided right, int depth, int columns, float[] packed) {
        for (int column = 0; column < columns; column += TILE_COLUMNS) {
            int width = Math.min(TILE_COLUMNS, columns - column);
            Strided strip = right.from(0, column);
            if (width == TILE_COLUMNS && right.columnStep == 1) {
                packRows(strip, depth, packed, column * depth);
                continue;
            }
            Arrays.fill(packed, column * depth, (column + TILE_COLUMNS) * depth, 0);
            for (int k = 0; k < depth; k += TRANSPOSED_DEPTH) {
                int some = Math.min(TRANSPOSED_DEPTH, depth - k);
                for (int i = 0; i < width; i++) {
                    packColumn(strip.from(k, i), some, packed, column * depth + k * TILE_COLUMNS + i);
                }
            }
        }
    }

    private static void packRows(Strided strip, int depth, float[] packed, int packedAt) {
        float[] values = strip.values;
        int at = strip.start;
        int end = packedAt + depth * TILE_COLUMNS;
        for (int next = packedAt; next < end; next += TILE_COLUMNS) {
            store(load(values, at), load(values, at + LANES), packed, next);
            at += strip.rowStep;
        }
    }

    private static void packColumn(Strided strip, int depth, float[] packed, int packedAt) {
        float[] values = strip.values;
        int at = strip.start;
        int step = strip.rowStep;
        int end = packedAt + depth * TILE_COLUMNS;
        for (int next = packedAt; next < end; next += TILE_COLUMNS) {
            packed[next] = values[at];
            at += step;
        }
    }

    /** Copies strips of {@link #TILE_ROWS} rows, column by column; what the last one lacks is not looked at later. */
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

    private static void addBlock(Buffers buffers, Strided out, Product.Shape shape) {
        int depth = shape.depth();
        var whole = new Packed(buffers.left, buffers.right, depth, out.values, out.rowStep);
        var ragged = new Packed(buffers.left, buffers.right, depth, buffers.tile, TILE_COLUMNS);
        for (int column = 0; column < shape.columns(); column += TILE_COLUMNS) {
            int width = Math.min(TILE_COLUMNS, shape.columns() - column);
            for (int row = 0; row < shape.rows(); row += TILE_ROWS) {
                int height = Math.min(TILE_ROWS, shape.rows() - row);
                if (width == TILE_COLUMNS && height == TILE_ROWS) {
                    addTile(whole, row * depth, column * depth, out.at(row, column));
                    continue;
                }
                Strided corner = out.from(row, column);
                for (int i = 0; i < height; i++) {
                    System.arraycopy(out.values, corner.at(i, 0), buffers.tile, i * TILE_COLUMNS, width);
                }
                addTile(ragged, row * depth, column * depth, 0);
                for (int i = 0; i < height; i++) {
                    System.arraycopy(buffers.tile, i * TILE_COLUMNS, out.values, corner.at(i, 0), width);
                }
            }
        }
    }

    /** Adds one tile of 6 rows and 2 vectors; a and b are its left and right vector, numbered by row. */
    private static void addTile(Packed packed, int leftAt, int rightAt, int outAt) {
        float[] out = packed.out;
        float[] left = packed.left;
        float[] right = packed.right;
        int step = packed.outStep;
        var a0 = load(out, outAt);
        var b0 = load(out, outAt + LANES);
        var a1 = load(out, outAt + step);
        var b1 = load(out, outAt + step + LANES);
        var a2 = load(out, outAt + 2 * step);
        var b2 = load(out, outAt + 2 * step + LANES);
        var a3 = load(out, outAt + 3 * step);
        var b3 = load(out, outAt + 3 * step + LANES);
        var a4 = load(out, outAt + 4 * step);
        var b4 = load(out, outAt + 4 * step + LANES);
        var a5 = load(out, outAt + 5 * step);
        var b5 = load(out, outAt + 5 * step + LANES);
        int at = leftAt;
        int end = leftAt + packed.depth * TILE_ROWS;
        int next = rightAt;
        while (at < end) {
            var a = load(right, next);
            var b = load(right, next + LANES);
            var factor = FloatVector.broadcast(SPECIES, left[at]);
            a0 = a.fma(factor, a0);
            b0 = b.fma(factor, b0);
            factor = FloatVector.broadcast(SPECIES, left[at + 1]);
            a1 = a.fma(factor, a1);
            b1 = b.fma(factor, b1);
            factor = FloatVector.broadcast(SPECIES, left[at + 2]);
            a2 = a.fma(factor, a2);
            b2 = b.fma(factor, b2);
            factor = FloatVector.broadcast(SPECIES, left[at + 3]);
            a3 = a.fma(factor, a3);
            b3 = b.fma(factor, b3);
            factor = FloatVector.broadcast(SPECIES, left[at + 4]);
            a4 = a.fma(factor, a4);
            b4 = b.fma(factor, b4);
            factor = FloatVector.broadcast(SPECIES, left[at + 5]);
            a5 = a.fma(factor, a5);
            b5 = b.fma(factor, b5);
            at += TILE_ROWS;
            next += TILE_COLUMNS;
        }
        store(a0, b0, out, outAt);
        store(a1, b1, out, outAt + step);
        store(a2, b2, out, outAt + 2 * step);
        store(a3, b3, out, outAt + 3 * step);
        store(a4, b4, out, outAt + 4 * step);
        store(a5, b5, out, outAt + 5 * step);
    }

    @Override
    public void add(SparseProduct product, int fromRow, int toRow) {
        int wide = 8 * LANES;
        int column = 0;
        for (; column + wide <= product.width; column += wide) {
            for (int row = fromRow; row < toRow; row++) {
                addEight(product, row, column);
            }
        }
        for (; column < product.width; column += LANES) {
            for (int row = fromRow; row < toRow; row++) {
                addOne(product, row, column);
            }
        }
    }

    private static void addEight(SparseProduct product, int row, int column) {
        int[] columns = product.left.columns;
        float[] values = product.left.values;
        float[] right = product.right;
        float[] out = product.out;
        int stride = product.stride;
        int end = product.left.ends[row];
        int outAt = row * stride + column;
        var sum0 = load(out, outAt);
        var sum1 = load(out, outAt + LANES);
        var sum2 = load(out, outAt + 2 * LANES);
        var sum3 = load(out, outAt + 3 * LANES);
        var sum4 = load(out, outAt + 4 * LANES);
        var sum5 = load(out, outAt + 5 * LANES);
        var sum6 = load(out, outAt + 6 * LANES);
        var sum7 = load(out, outAt + 7 * LANES);
        for (int entry = product.left.start(row); entry < end; entry++) {
            var factor = FloatVector.broadcast(SPECIES, values[entry]);
            int at = columns[entry] * stride + column;
            sum0 = load(right, at).fma(factor, sum0);
            sum1 = load(right, at + LANES).fma(factor, sum1);
            sum2 = load(right, at + 2 * LANES).fma(factor, sum2);
            sum3 = load(right, at + 3 * LANES).fma(factor, sum3);
            sum4 = load(right, at + 4 * LANES).fma(factor, sum4);
            sum5 = load(right, at + 5 * LANES).fma(factor, sum5);
            sum6 = load(right, at + 6 * LANES).fma(factor, sum6);
            sum7 = load(right, at + 7 * LANES).fma(factor, sum7);
        }
        store(sum0, sum1, out, outAt);
        store(sum2, sum3, out, outAt + 2 * LANES);
        store(sum4, sum5, out, outAt + 4 * LANES);
        store(sum6, sum7, out, outAt + 6 * LANES);
    }

    private static void addOne(SparseProduct product, int row, int column) {
        int[] columns = product.left.columns;
        float[] values = product.left.values;
        float[] right = product.right;
        int stride = product.stride;
        int end = product.left.ends[row];
        int outAt = row * stride + column;
        var sum = load(product.out, outAt);
        for (int entry = product.left.start(row); entry < end; entry++) {
            var factor = FloatVector.broadcast(SPECIES, values[entry]);
            sum = load(right, columns[entry] * stride + column).fma(factor, sum);
        }
        sum.intoArray(product.out, outAt);
    }

    @Override
    public void gate(float[] slopes, float[] signals, float factor, int from, int to) {
        int i = from;
        for (; i + LANES <= to; i += LANES) {
            var open = load(signals, i).compare(VectorOperators.GT, 0f);
            load(slopes, i).mul(factor).blend(0f, open.not()).intoArray(slopes, i);
        }
        for (; i < to; i++) {
            slopes[i] = signals[i] > 0 ? slopes[i] * factor : 0;
        }
    }

    private static FloatVector load(float[] values, int at) {
        return FloatVector.fromArray(SPECIES, values, at);
    }

    private static void store(FloatVector first, FloatVector second, float[] values, int at) {
        first.intoArray(values, at);
        second.intoArray(values, at + LANES);
    }

    /** Both sides of a block in the order in which tiles read them, and where the block's output goes. */
    private static final class Packed {

        final float[] left;
        final float[] right;
        final int depth;
        final float[] out;
        final int outStep;

        Packed(float[] left, float[] right, int depth, float[] out, int outStep) {
            this.left = left;
            this.right = right;
            this.depth = depth;
            this.out = out;
            this.outStep = outStep;
        }
    }

    /** One thread's room for a block of each side, and for a tile at the edge. */
    private static final class Buffers {

        final NarrowProduct narrow = new NarrowProduct();
        final float[] left = new float[BLOCK_ROWS * BLOCK_DEPTH];
        final float[] right = new float[BLOCK_COLUMNS * BLOCK_DEPTH];
        final float[] tile = new float[TILE_ROWS * TILE_COLUMNS];
    }
}
