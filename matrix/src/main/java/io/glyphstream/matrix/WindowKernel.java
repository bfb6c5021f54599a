package io.glyphstream.matrix;

/** The innermost loops over windows of images, in two forms that return the same bits. */
public sealed interface WindowKernel permits ScalarWindowKernel, VectorWindowKernel {

    /**
     * Copies windows out of an image, one close after the other.
     *
     * @param at where the first window begins
     * @param to where its copy begins. What follows the copies may be written over.
     */
    void gather(float[] image, int at, Windows windows, float[] copies, int to);

    /** Adds copies of windows to where they come from, window by window, row by row. */
    void addBack(float[] copies, int from, Windows windows, float[] image, int at);

    /**
     * Writes the largest value of each channel in each window; a NaN is never the largest but where it comes first.
     *
     * @param at where the first window begins
     * @param to where the largest values of the first window go
     */
    void largest(Pool pool, int at, int to);

    /**
     * Writes each slope to where the largest value was found, the first of equals, and zero to all other values in the
     * windows, which must not overlap.
     *
     * @param slopes as many as there are largest values, in their order
     * @param byInputs written over where the windows are
     * @param at where the first window begins
     * @param from where the largest values of the first window, and their slopes, begin
     */
    void spread(Pool pool, float[] slopes, float[] byInputs, int at, int from);

    /** Returns the fastest kernel that this Java runs. */
    static WindowKernel fastest() {
        return Fastest.KERNEL;
    }

    /** Returns the kernel in plain Java: the slow one that the definition gives, for comparison. */
    static WindowKernel scalar() {
        return new ScalarWindowKernel();
    }

    /** Keeps the vector kernel from being loaded where the vector module is missing. */
    final class Fastest {

        private static final WindowKernel KERNEL =
                VectorSupport.isPresent() ? new VectorWindowKernel() : new ScalarWindowKernel();

        private Fastest() {}
    }
}
