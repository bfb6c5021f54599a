package io.glyphstream.matrix;

/**
 * The task of writing, for each window of some images, the sum of a row and of the window's values times the rows of a matrix: a
 * convolution without a copy of each window.
 *
 * <p>Windows are counted through the rows of an image, and through the images. Each is a row of the output; its values are in the
 * order row, column, channel.
 */
public final class WindowProduct {

    /** The most values that a window may have. */
    static final int MOST_VALUES = 1024;

    /** Where windows are further apart, sums rest in memory after each row of a window: with shorter ones, a copy takes less time. */
    private static final int LEAST_RUN = 16;

    /** The more columns, the less a copy costs beside the product: rows of a window must have a value for so many columns. */
    private static final int COLUMNS_OF_VALUE = 2;

    final float[] images;
    final Windows windows;
    final Grid grid;
    final Strided right;
    final Strided first;
    final Strided out;
    final int columns;

    /**
     * Returns the task.
     *
     * @param images one image after another
     * @param windows those of one row
     * @param right (values in a window x columns)
     * @param first (1 x columns), what each sum begins with
     * @param out (windows of all images x columns), in an array of its own, without gaps
     */
    public WindowProduct(float[] images, Windows windows, Grid grid, Strided right, Strided first, Strided out) {
        this.images = images;
        this.windows = windows;
        this.grid = grid;
        this.right = right;
        this.first = first;
        this.out = out;
        this.columns = out.rowStep;
    }

    /** Returns the columns of the first strip. */
    StripColumns columns() {
        return new StripColumns(columns, 0);
    }

    /** Copies the right side of some columns, and what their sums begin with. */
    void pack(StripColumns some, Strip strip) {
        strip.pack(right.from(0, some.from()), windows.size(), some);
        System.arraycopy(first.values, first.at(0, some.from()), strip.first, 0, some.width());
    }

    /** Returns whether such a task is faster than one with a copy of each window. */
    public static boolean suits(Windows windows, int columns) {
        int leastRun = Math.max(LEAST_RUN, columns / COLUMNS_OF_VALUE);
        boolean isReadInPlace =
                windows.step() == 1 ? windows.count() >= StripColumns.MOST_ROWS : windows.length() >= leastRun;
        return isReadInPlace && windows.size() <= MOST_VALUES;
    }

    /**
     * Where the rows of windows begin.
     *
     * @param images the number of images
     * @param imageStep how far an image begins after the one before
     * @param rows the number of rows of windows in an image
     * @param rowStep how far a row begins after the one before
     */
    public record Grid(int images, int imageStep, int rows, int rowStep) {

        /** Returns how many rows there are in all images. */
        int all() {
            return images * rows;
        }

        /** Returns where a row, counted through all images, begins. */
        int start(int row) {
            return row / rows * imageStep + row % rows * rowStep;
        }
    }
}
