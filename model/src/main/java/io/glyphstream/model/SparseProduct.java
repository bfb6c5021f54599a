package io.glyphstream.model;

/**
 * The task of adding the product of a sparse and a dense matrix to a third: out += left x right.
 *
 * <p>Leaving out the zeros of the left side changes no bit as long as the right side is finite, but for the sign of a
 * zero: adding 0 x weight to a sum returns the sum. All rows of right and out are padded to a multiple of
 * {@link SparseRows#PADDING}.
 */
final class SparseProduct {

    final SparseRows left;
    final float[] right;
    final float[] out;
    final int stride;
    /** The row of the left side that goes to the output's first row. */
    final int firstRow;

    SparseProduct(SparseRows left, float[] right, float[] out, int stride, int firstRow) {
        this.left = left;
        this.right = right;
        this.out = out;
        this.stride = stride;
        this.firstRow = firstRow;
    }
}
