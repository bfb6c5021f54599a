package io.glyphstream.benchmarks.models;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/** OpenBLAS multiplies the same factors, from and to memory of its own that is there before the measurement. */
public final class OpenBlasProduct implements AutoCloseable {

    private final ProductShape shape;
    private final FloatPointer left;
    private final FloatPointer right;
    private final FloatPointer product;

    public OpenBlasProduct(ProductFactors factors) {
        this.shape = factors.shape();
        this.left = new FloatPointer(factors.left().toFloats());
        this.right = new FloatPointer(factors.right().toFloats());
        this.product = new FloatPointer((long) shape.rows() * shape.columns());
    }

    /** Sets how many threads each product may use, for the whole process. */
    public static void useThreads(int threads) {
        org.bytedeco.openblas.presets.openblas_nolapack.blas_set_num_threads(threads);
    }

    /** Computes the product once. */
    public void multiply() {
        boolean leftTransposed = shape.form() == ProductShape.Form.LEFT_TRANSPOSED;
        boolean rightTransposed = shape.form() == ProductShape.Form.RIGHT_TRANSPOSED;
        openblas_nolapack.cblas_sgemm(
                openblas_nolapack.CblasRowMajor,
                leftTransposed ? openblas_nolapack.CblasTrans : openblas_nolapack.CblasNoTrans,
                rightTransposed ? openblas_nolapack.CblasTrans : openblas_nolapack.CblasNoTrans,
                shape.rows(),
                shape.columns(),
                shape.inner(),
                1,
                left,
                leftTransposed ? shape.rows() : shape.inner(),
                right,
                rightTransposed ? shape.inner() : shape.columns(),
                0,
                product,
                shape.columns());
    }

    /** Returns what the last product was, (rows x columns), row-major. */
    public float[] product() {
        var values = new float[shape.rows() * shape.columns()];
        product.get(values);
        return values;
    }

    @Override
    public void close() {
        left.close();
        right.close();
        product.close();
    }
}
