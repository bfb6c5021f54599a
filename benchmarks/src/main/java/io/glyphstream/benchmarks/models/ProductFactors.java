package io.glyphstream.benchmarks.models;

import io.glyphstream.matrix.FloatMatrix;
import java.util.SplittableRandom;

/** Two random factors of a product, each stored as the product's form says. */
public final class ProductFactors {

    private final ProductShape shape;
    private final FloatMatrix left;
    private final FloatMatrix right;
    private final FloatMatrix product;

    public ProductFactors(ProductShape shape, long seed) {
        this.shape = shape;
        var random = new SplittableRandom(seed);
        boolean leftTransposed = shape.form() == ProductShape.Form.LEFT_TRANSPOSED;
        boolean rightTransposed = shape.form() == ProductShape.Form.RIGHT_TRANSPOSED;
        this.left = leftTransposed
                ? random(shape.inner(), shape.rows(), random)
                : random(shape.rows(), shape.inner(), random);
        this.right = rightTransposed
                ? random(shape.columns(), shape.inner(), random)
                : random(shape.inner(), shape.columns(), random);
        this.product = new FloatMatrix(shape.rows(), shape.columns());
    }

    private static FloatMatrix random(int rows, int columns, SplittableRandom random) {
        var values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextDouble() * 2 - 1);
        }
        return FloatMatrix.of(rows, columns, values);
    }

    ProductShape shape() {
        return shape;
    }

    FloatMatrix left() {
        return left;
    }

    FloatMatrix right() {
        return right;
    }

    /** Returns our product of the factors, always in the same matrix. */
    public FloatMatrix multiply() {
        switch (shape.form()) {
            case PLAIN -> left.multiplyInto(product, right);
            case LEFT_TRANSPOSED -> left.transposedMultiplyInto(product, right);
            case RIGHT_TRANSPOSED -> left.multiplyTransposedInto(product, right);
        }
        return product;
    }
}
