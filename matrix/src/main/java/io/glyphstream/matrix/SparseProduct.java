package io.glyphstream.matrix;

/**
 * The task of adding the product of a sparse and a dense matrix to a third: out += left x right.
 *
 * <p>Leaving out the zeros of the left side changes no bit as long as the right side is finite, but for the sign of a
 * zero: adding 0 x weight to a sum returns the sum. The rows of right and out lie {@code stride} apart, and are padded
 * with zeros to whole vectors.
 */
public final class SparseProduct {

    final SparseRows left;
    final float[] right;
    final float[] out;
    final int stride;
    final int width;

    /**
     * Returns the task of adding left x right to the output.
     *
     * @param left (rows x depth)
     * @param right (depth x stride), row-major, of finite numbers
     * @param out (rows x stride), row-major
     * @param stride as {@link SparseRows#stride} has it for the columns
     * @param columns of right and out, without their padding
     */
    public SparseProduct(SparseRows left, float[] right, float[] out, int stride, int columns) {
        this.left = left;
        this.right = right;
        this.out = out;
        this.stride = stride;
        this.width = SparseRows.padded(columns);
    }
}
