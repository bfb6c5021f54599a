package io.glyphstream.matrix;

/**
 * The innermost loops of the mathematics on floats, in two forms that return the same bits.
 *
 * <p>Every element of the output accumulates its products one at a time, in ascending order of the inner index, with
 * fused multiply-add. Nothing else about a sum is free: how the work is cut into tiles, vectors, threads or batches
 * changes no bit of it.
 */
public sealed interface Kernel permits ScalarKernel, VectorKernel {

    /** Adds left x right to the output, or writes it there, as the product says. */
    void add(Product product);

    /** Writes the sums of windows of images. */
    void write(WindowProduct product);

    /**
     * Adds some rows of left x right to the output, leaving out what the left side has no entries for.
     *
     * @param fromRow the first row
     * @param toRow the row after the last
     */
    void add(SparseProduct product, int fromRow, int toRow);

    /**
     * Makes slopes zero where their signal is not above zero, and multiplies the others by the factor: the derivative of
     * {@code max(0, signal)}.
     *
     * @param slopes changed from {@code from} to before {@code to}
     * @param signals as many as there are slopes
     */
    void gate(float[] slopes, float[] signals, float factor, int from, int to);

    /** Returns the loops over windows of images in the same form. */
    WindowKernel windows();

    /** Returns the fastest kernel that this Java runs. */
    static Kernel fastest() {
        return Fastest.KERNEL;
    }

    /** Returns the kernel in plain Java: the slow one that the definition gives, for comparison. */
    static Kernel scalar() {
        return new ScalarKernel();
    }

    /** Keeps the vector kernel from being loaded where the vector module is missing. */
    final class Fastest {

        private static final Kernel KERNEL = VectorSupport.isPresent() ? new VectorKernel() : new ScalarKernel();

        private Fastest() {}
    }
}
