package io.glyphstream.matrix;

import java.util.Arrays;

/**
 * The task of adding a product of two matrices to a third: out += left x right, or of writing it there: out = left x right.
 *
 * <p>Left is (rows x depth), right is (depth x columns), and out is (rows x columns) with its columns side by side.
 */
public final class Product {

    /** Products below this many multiplications are not worth a second thread. */
    private static final long WORTH_SHARING = 1L << 22;

    /** Tiles are 4 or 6 rows high, where they are not taller than that and free to begin anywhere. */
    private static final int ROWS_TOGETHER = 12;

    /** Tiles are 32 columns wide at most. */
    private static final int COLUMNS_TOGETHER = 32;

    private static final Strided NOTHING = Strided.rowMajor(new float[0], 0);

    final Strided left;
    final Strided right;
    final Strided out;
    final int rows;
    final int depth;
    final int columns;
    /** Where the sums begin. */
    final Start start;
    /** What each row begins with, if the sums begin with that. */
    private final Strided first;

    /**
     * Returns the task of adding the product to what is there.
     *
     * @throws IllegalArgumentException if the output's columns do not lie side by side
     */
    public Product(Strided left, Strided right, Strided out, Shape shape) {
        this(left, right, out, shape, Start.OUTPUT);
    }

    /**
     * Returns the task of adding the product to what the sums begin with.
     *
     * @param left (rows x depth)
     * @param right (depth x columns)
     * @param out (rows x columns), in an array of its own
     * @throws IllegalArgumentException if the output's columns do not lie side by side
     */
    public Product(Strided left, Strided right, Strided out, Shape shape, Start start) {
        this(left, right, out, shape, start, NOTHING);
        if (start == Start.ROW) {
            throw new IllegalArgumentException("the row that the sums begin with must be given");
        }
    }

    private Product(Strided left, Strided right, Strided out, Shape shape, Start start, Strided first) {
        if (out.columnStep != 1) {
            throw new IllegalArgumentException("the output's columns must lie side by side");
        }
        this.left = left;
        this.right = right;
        this.out = out;
        this.rows = shape.rows();
        this.depth = shape.depth();
        this.columns = shape.columns();
        this.start = start;
        this.first = first;
    }

    /** Returns the task of writing the product, plus the first row of another matrix to each row, over the output. */
    public Product plus(Strided row) {
        return new Product(left, right, out, new Shape(rows, depth, columns), Start.ROW, row);
    }

    /** Copies what each row begins with, unless that is what the output holds. */
    void copyFirst(int column, int count, float[] to) {
        if (start == Start.ROW) {
            System.arraycopy(first.values, first.at(0, column), to, 0, count);
        } else {
            Arrays.fill(to, 0, count, 0);
        }
    }

    /** Writes what the rows begin with to the output, if it is a row, and returns what is left to be done. */
    Product begun() {
        if (start != Start.ROW) {
            return this;
        }
        for (int row = 0; row < rows; row++) {
            System.arraycopy(first.values, first.start, out.values, out.at(row, 0), columns);
        }
        return new Product(left, right, out, new Shape(rows, depth, columns));
    }

    /** Returns whether what is in the output does not count. */
    boolean isFresh() {
        return start == Start.ZERO;
    }

    /** Adds the product with as many threads as are worth it. Only rows or columns are shared out, never a sum. */
    public void add(Kernel kernel, Workers workers) {
        int most = (long) rows * depth * columns < WORTH_SHARING ? 1 : workers.size();
        if (columns >= rows) {
            int portion = Math.max(portion(columns, most, COLUMNS_TOGETHER), 1);
            workers.run(parts(columns, portion), part -> kernel.add(columns(part * portion, portion)));
            return;
        }
        int portion = Math.max(portion(rows, most, ROWS_TOGETHER), 1);
        workers.run(parts(rows, portion), part -> kernel.add(rows(part * portion, portion)));
    }

    /** Portions are multiples of what the tiles divide, so that only the last has a ragged edge. */
    private static int portion(int length, int parts, int granule) {
        return parts == 1 ? length : parts(parts(length, parts), granule) * granule;
    }

    private static int parts(int length, int portion) {
        return (length + portion - 1) / portion;
    }

    private Product rows(int from, int count) {
        return new Product(
                left.from(from, 0),
                right,
                out.from(from, 0),
                new Shape(Math.min(count, rows - from), depth, columns),
                start,
                first);
    }

    private Product columns(int from, int count) {
        return new Product(
                left,
                right.from(0, from),
                out.from(0, from),
                new Shape(rows, depth, Math.min(count, columns - from)),
                start,
                first.from(0, from));
    }

    /** The sizes of a product: left is (rows x depth), right is (depth x columns). */
    public record Shape(int rows, int depth, int columns) {}

    /** What the sums begin with. */
    public enum Start {
        /** What the output holds. */
        OUTPUT,
        /** Zero; the output is written over. */
        ZERO,
        /** A row, the same for each row of the output, which is written over. */
        ROW
    }
}
