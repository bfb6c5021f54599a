package io.glyphstream.matrix;

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

    final Strided left;
    final Strided right;
    final Strided out;
    final int rows;
    final int depth;
    final int columns;
    /** Where the sums begin. */
    final Start start;

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
                start);
    }

    private Product columns(int from, int count) {
        return new Product(
                left,
                right.from(0, from),
                out.from(0, from),
                new Shape(rows, depth, Math.min(count, columns - from)),
                start);
    }

    /** The sizes of a product: left is (rows x depth), right is (depth x columns). */
    public record Shape(int rows, int depth, int columns) {}

    /** What the sums begin with. */
    public enum Start {
        /** What the output holds. */
        OUTPUT,
        /** Nothing; the output is written over. */
        ZERO
    }
}
