package io.glyphstream.model;

/**
 * The task of adding the product of a sparse and a dense matrix to a third: out += left x right.
 *
 * <p>Leaving out the zeros of the left side changes no bit as long as the right side is finite, but for the sign of a
 * zero: adding 0 x weight to a sum returns the sum. The rows of right and out lie {@code stride} apart, and are padded
 * with zeros to whole vectors.
 */
final class SparseProduct {

    final SparseRows left;
    final float[] right;
    final float[] out;
    final int stride;
    final int width;

    SparseProduct(SparseRows left, float[] right, float[] out, int stride, int columns) {
        this.left = left;
        this.right = right;
        this.out = out;
        this.stride = stride;
        this.width = SparseRows.padded(columns);
    }
}
