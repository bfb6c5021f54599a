package io.glyphstream.matrix;

import java.util.Arrays;

/** The kernel as the definition has it. What the vector kernel returns is what this one returns. */
final class ScalarKernel implements Kernel {

    @Override
    public WindowKernel windows() {
        return WindowKernel.scalar();
    }

    @Override
    public void add(Product toBegin) {
        Product product = toBegin.begun();
        float[] right = product.right.columnStep == 1 ? product.right.values : rowMajor(product);
        for (int row = 0; row < product.rows; row++) {
            if (product.isFresh()) {
                int outAt = product.out.at(row, 0);
                Arrays.fill(product.out.values, outAt, outAt + product.columns, 0);
            }
            for (int k = 0; k < product.depth; k++) {
                float factor = product.left.values[product.left.at(row, k)];
                int rightAt = product.right.columnStep == 1 ? product.right.at(k, 0) : k * product.columns;
                addMultiple(factor, right, rightAt, product.out.values, product.out.at(row, 0), product.columns);
            }
        }
    }

    private static float[] rowMajor(Product product) {
        var copy = new float[product.depth * product.columns];
        for (int k = 0; k < product.depth; k++) {
            for (int column = 0; column < product.columns; column++) {
                copy[k * product.columns + column] = product.right.values[product.right.at(k, column)];
            }
        }
        return copy;
    }

    @Override
    public void write(WindowProduct product) {
        Windows windows = product.windows;
        for (int row = 0; row < product.grid.all(); row++) {
            for (int window = 0; window < windows.count(); window++) {
                int start = product.grid.start(row) + window * windows.step();
                for (int column = 0; column < product.columns; column++) {
                    product.out.values[product.out.at(row * windows.count() + window, column)] =
                            sum(product, start, column);
                }
            }
        }
    }

    private static float sum(WindowProduct product, int start, int column) {
        Windows windows = product.windows;
        float sum = product.first.values[product.first.at(0, column)];
        int k = 0;
        for (int line = 0; line < windows.lines(); line++) {
            int at = start + line * windows.lineStep();
            for (int i = at; i < at + windows.length(); i++) {
                sum = Math.fma(product.images[i], product.right.values[product.right.at(k, column)], sum);
                k++;
            }
        }
        return sum;
    }

    @Override
    public void add(SparseProduct product, int fromRow, int toRow) {
        SparseRows left = product.left;
        for (int row = fromRow; row < toRow; row++) {
            int outAt = row * product.stride;
            for (int entry = left.start(row); entry < left.ends[row]; entry++) {
                int rightAt = left.columns[entry] * product.stride;
                addMultiple(left.values[entry], product.right, rightAt, product.out, outAt, product.width);
            }
        }
    }

    @Override
    public void gate(float[] slopes, float[] signals, float factor, int from, int to) {
        for (int i = from; i < to; i++) {
            slopes[i] = signals[i] > 0 ? slopes[i] * factor : 0;
        }
    }

    private static void addMultiple(float factor, float[] row, int rowAt, float[] out, int outAt, int length) {
        for (int i = 0; i < length; i++) {
            out[outAt + i] = Math.fma(factor, row[rowAt + i], out[outAt + i]);
        }
    }
}
