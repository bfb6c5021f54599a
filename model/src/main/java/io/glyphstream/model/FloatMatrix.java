package io.glyphstream.model;

import org.apache.commons.math3.linear.AbstractRealMatrix;

/** A dense matrix of floats, row-major. */
public final class FloatMatrix extends AbstractRealMatrix {

    private final int rows;
    private final int columns;
    private final float[] values;

    /** Returns a matrix of zeros. */
    public FloatMatrix(int rows, int columns) {
        super(rows, columns);
        this.rows = rows;
        this.columns = columns;
        this.values = new float[Math.multiplyExact(rows, columns)];
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
        var copy = new FloatMatrix(rows, columns);
        System.arraycopy(values, 0, copy.values, 0, values.length);
        return copy;
    }

    @Override
    public double getEntry(int row, int column) {
        return values[row * columns + column];
    }

    @Override
    public void setEntry(int row, int column, double value) {
        values[row * columns + column] = (float) value;
    }
}
