package io.glyphstream.model.neural;

import io.glyphstream.matrix.SparseRows;

/**
 * What flows from one layer to the next for a portion of images: one row for each image.
 *
 * <p>Ink is rare on a page and a rectified sum is often zero, so each row is kept twice: in full, padded with zeros, and
 * as the list of its entries that are not zero. Whoever reads takes the form that costs less; the bits are the same.
 */
public final class Signals {

    /** Below this share of entries, leaving out the zeros pays for reading through a list. */
    private static final double SPARSE_SHARE = 0.35;

    /** With fewer images than this, a tile of the dense product is mostly empty. */
    public static final int FEW = 6;

    public final int width;
    public final int stride;
    public final float[] values;
    public final SparseRows sparse;
    /** The same, column by column; what training needs of it. */
    public final SparseRows columns;
    /** Whether the lists say what is in the rows, or only the full form does. */
    public boolean listed = true;

    /** Returns room for what flows forward. */
    public Signals(int capacity, int width) {
        this(capacity, width, new SparseRows(0, capacity));
    }

    /** Returns room for what training reads by columns, too. */
    public static Signals forTraining(int capacity, int width) {
        return new Signals(capacity, width, new SparseRows(width, capacity));
    }

    private Signals(int capacity, int width, SparseRows columns) {
        this.width = width;
        this.stride = SparseRows.stride(width);
        this.values = new float[Math.multiplyExact(capacity, stride)];
        this.sparse = new SparseRows(capacity, width);
        this.columns = columns;
    }

    /** Makes one row an image, each pixel becoming what the table says. */
    public void put(int row, byte[] pixels, int at, float[] table) {
        sparse.gather(row, pixels, at, table);
    }

    /** Writes the full form of rows that are known as lists only. */
    public void expand(int rows) {
        sparse.scatter(values, stride, rows);
    }

    /** Returns whether the lists are the cheaper form. */
    public boolean isSparse(int rows) {
        return listed && (rows < FEW || sparse.entries(0, rows) < SPARSE_SHARE * rows * width);
    }
}
