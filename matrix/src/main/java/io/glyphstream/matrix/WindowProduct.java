package io.glyphstream.matrix;

/**
 * The task of writing, for each window of some images, the sum of a row and of the window's values times the rows of a matrix: a
 * convolution without a copy of each window.
 *
 * <p>Windows are counted through the rows of an image, and through the images. Each is a row of the output; its values are in the
 * order row, column, channel.
 */
public final class WindowProduct {

    /** So many windows that lie side by side are taken together. */
    static final int TOGETHER = 8;

    /** The most values that a window may have. */
    static final int MOST_VALUES = 1024;

    private static final int MOST_COLUMNS = 32;

    /** Where windows are further apart, sums rest in memory after each row of a window: with shorter ones, a copy takes less time. */
    private static final int LEAST_RUN = 16;

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

    /** Returns whether such a task is faster than one with a copy of each window. */
    public static boolean suits(Windows windows, int columns) {
        boolean isReadInPlace = windows.step() == 1 ? windows.count() >= TOGETHER : windows.length() >= LEAST_RUN;
        return isReadInPlace && windows.size() <= MOST_VALUES && columns <= MOST_COLUMNS;
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
