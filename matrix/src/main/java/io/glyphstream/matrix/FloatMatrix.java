package io.glyphstream.matrix;

import org.apache.commons.math3.exception.DimensionMismatchException;
import org.apache.commons.math3.linear.AbstractRealMatrix;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * A dense matrix of floats, row-major, with fast products.
 *
 * <p>Each element of a product accumulates in ascending order of the inner index with fused multiply-add, in floats. So
 * it is the same bits with or without vector instructions, whatever their width, and whatever the number of threads.
 */
public final class FloatMatrix extends AbstractRealMatrix {

    private final int rows;
    private final int columns;
    private final float[] values;

    /** Returns a matrix of zeros. */
    public FloatMatrix(int rows, int columns) {
        this(rows, columns, new float[Math.multiplyExact(rows, columns)]);
    }

    private FloatMatrix(int rows, int columns, float[] values) {
        super(rows, columns);
        this.rows = rows;
        this.columns = columns;
        this.values = values;
    }

    /** Returns the matrix with a copy of these elements, (rows x columns), row-major. */
    public static FloatMatrix of(int rows, int columns, float[] values) {
        if (values.length != (long) rows * columns) {
            throw new DimensionMismatchException(values.length, Math.multiplyExact(rows, columns));
        }
        return new FloatMatrix(rows, columns, values.clone());
    }

    /** Returns the matrix itself if it is one of floats, or else a copy with every element rounded to a float. */
    public static FloatMatrix of(RealMatrix matrix) {
        if (matrix instanceof FloatMatrix floats) {
            return floats;
        }
        var copy = new FloatMatrix(matrix.getRowDimension(), matrix.getColumnDimension());
        for (int row = 0; row < copy.rows; row++) {
            for (int column = 0; column < copy.columns; column++) {
                copy.values[row * copy.columns + column] = (float) matrix.getEntry(row, column);
            }
        }
        return copy;
    }

    @Override
    public int getRowDimension() {
        return rows;
    }

    @Override
    public int getColumnDimension() {
        return columns;
    }

    @Override
    public FloatMatrix createMatrix(int rowDimension, int columnDimension) {
        return new FloatMatrix(rowDimension, columnDimension);
    }

    @Override
    public FloatMatrix copy() {
        return new FloatMatrix(rows, columns, values.clone());
    }

    @Override
    public double getEntry(int row, int column) {
        MatrixUtils.checkMatrixIndex(this, row, column);
        return values[row * columns + column];
    }

    /** Sets an element to the float nearest to the value. */
    @Override
    public void setEntry(int row, int column, double value) {
        MatrixUtils.checkMatrixIndex(this, row, column);
        values[row * columns + column] = (float) value;
    }

    /** Returns a copy of the elements, row-major. */
    public float[] toFloats() {
        return values.clone();
    }

    @Override
    public FloatMatrix transpose() {
        var transposed = new FloatMatrix(columns, rows);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                transposed.values[column * rows + row] = values[row * columns + column];
            }
        }
        return transposed;
    }

    /** Returns this x right. The elements of another kind of matrix are rounded to floats first. */
    @Override
    public FloatMatrix multiply(RealMatrix right) {
        return multiply(right, Kernel.fastest(), Workers.common());
    }

    FloatMatrix multiply(RealMatrix right, Kernel kernel, Workers workers) {
        MatrixUtils.checkMultiplicationCompatible(this, right);
        return plain(of(right)).toNew(kernel, workers);
    }

    /** Writes this x right over what the product holds, and so allocates nothing. */
    public void multiplyInto(FloatMatrix product, RealMatrix right) {
        MatrixUtils.checkMultiplicationCompatible(this, right);
        plain(of(right)).to(product, Kernel.fastest(), Workers.common());
    }

    private Factors plain(FloatMatrix right) {
        return new Factors(strided(), right.strided(), new Product.Shape(rows, columns, right.columns));
    }

    /** Returns this, transposed, x right. Nothing is copied to transpose it. */
    public FloatMatrix transposedMultiply(RealMatrix right) {
        return transposedMultiply(right, Kernel.fastest(), Workers.common());
    }

    FloatMatrix transposedMultiply(RealMatrix right, Kernel kernel, Workers workers) {
        requireSame(rows, right.getRowDimension());
        return leftTransposed(of(right)).toNew(kernel, workers);
    }

    /** Writes this, transposed, x right over what the product holds, and so allocates nothing. */
    public void transposedMultiplyInto(FloatMatrix product, RealMatrix right) {
        requireSame(rows, right.getRowDimension());
        leftTransposed(of(right)).to(product, Kernel.fastest(), Workers.common());
    }

    private Factors leftTransposed(FloatMatrix right) {
        return new Factors(strided().transposed(), right.strided(), new Product.Shape(columns, rows, right.columns));
    }

    /** Returns this x right, transposed. Nothing is copied to transpose it. */
    public FloatMatrix multiplyTransposed(RealMatrix right) {
        return multiplyTransposed(right, Kernel.fastest(), Workers.common());
    }

    FloatMatrix multiplyTransposed(RealMatrix right, Kernel kernel, Workers workers) {
        requireSame(columns, right.getColumnDimension());
        return rightTransposed(of(right)).toNew(kernel, workers);
    }

    /** Writes this x right, transposed, over what the product holds, and so allocates nothing. */
    public void multiplyTransposedInto(FloatMatrix product, RealMatrix right) {
        requireSame(columns, right.getColumnDimension());
        rightTransposed(of(right)).to(product, Kernel.fastest(), Workers.common());
    }

    private Factors rightTransposed(FloatMatrix right) {
        return new Factors(strided(), right.strided().transposed(), new Product.Shape(rows, columns, right.rows));
    }

    private Strided strided() {
        return Strided.rowMajor(values, columns);
    }

    private static void requireSame(int inner, int other) {
        if (inner != other) {
            throw new DimensionMismatchException(other, inner);
        }
    }

    /** Both sides of a product. */
    private record Factors(Strided left, Strided right, Product.Shape shape) {

        FloatMatrix toNew(Kernel kernel, Workers workers) {
            var product = new FloatMatrix(shape.rows(), shape.columns());
            to(product, kernel, workers);
            return product;
        }

        void to(FloatMatrix product, Kernel kernel, Workers workers) {
            requireSame(shape.rows(), product.rows);
            requireSame(shape.columns(), product.columns);
            if (product.values == left.values || product.values == right.values) {
                throw new IllegalArgumentException("a product must not be written over one of its factors");
            }
            new Product(left, right, product.strided(), shape, Product.Start.ZERO).add(kernel, workers);
        }
    }
}
