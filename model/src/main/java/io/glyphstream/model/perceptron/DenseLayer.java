package io.glyphstream.model.perceptron;

import io.glyphstream.matrix.FloatMatrix;
import io.glyphstream.matrix.Kernel;
import io.glyphstream.matrix.Product;
import io.glyphstream.matrix.SparseProduct;
import io.glyphstream.matrix.SparseRows;
import io.glyphstream.matrix.Strided;
import io.glyphstream.matrix.Workers;
import io.glyphstream.model.neural.Signals;
import org.apache.commons.math3.linear.ArrayRealVector;

/**
 * One layer's parameters, laid out for the kernels: weights (inputs x stride), row-major, and biases (stride), where
 * the stride is the number of outputs padded with zeros to whole vectors.
 */
final class DenseLayer {

    final int inputs;
    final int outputs;
    final int stride;
    final float[] weights;
    final float[] biases;

    DenseLayer(int inputs, int outputs) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.stride = SparseRows.stride(outputs);
        this.weights = new float[Math.multiplyExact(inputs, stride)];
        this.biases = new float[stride];
    }

    /** Returns the layer with these parameters, rounded to floats. */
    static DenseLayer of(Perceptron.Layer layer) {
        var copy = new DenseLayer(
                layer.weights().getRowDimension(), layer.weights().getColumnDimension());
        for (int output = 0; output < copy.outputs; output++) {
            copy.biases[output] = (float) layer.biases().getEntry(output);
            for (int input = 0; input < copy.inputs; input++) {
                copy.weights[input * copy.stride + output] =
                        (float) layer.weights().getEntry(input, output);
            }
        }
        copy.settle();
        return copy;
    }

    /**
     * Checks that every number is finite, and makes negative zeros positive, so that sums do not depend on whether
     * zeros were added to them.
     */
    void settle() {
        settle(weights);
        settle(biases);
    }

    private static void settle(float[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException("a weight must be a finite float but was " + values[i]);
            }
            values[i] += 0f;
        }
    }

    DenseLayer copy() {
        var copy = new DenseLayer(inputs, outputs);
        System.arraycopy(weights, 0, copy.weights, 0, weights.length);
        System.arraycopy(biases, 0, copy.biases, 0, biases.length);
        return copy;
    }

    Perceptron.Layer toLayer() {
        var matrix = new FloatMatrix(inputs, outputs);
        for (int input = 0; input < inputs; input++) {
            for (int output = 0; output < outputs; output++) {
                matrix.setEntry(input, output, weights[input * stride + output]);
            }
        }
        var vector = new ArrayRealVector(outputs);
        for (int output = 0; output < outputs; output++) {
            vector.setEntry(output, biases[output]);
        }
        return new Perceptron.Layer(matrix, vector);
    }

    /** Writes biases + input x weights to the first rows of the output. */
    void sums(Signals input, int rows, float[] out, Kernel kernel, Workers workers) {
        if (input.isSparse(rows)) {
            var product = new SparseProduct(input.sparse, weights, out, stride, outputs);
            int portion = (rows + workers.size() - 1) / workers.size();
            workers.run((rows + portion - 1) / portion, part -> {
                int from = part * portion;
                int to = Math.min(rows, from + portion);
                fillWithBiases(out, from, to);
                kernel.add(product, from, to);
            });
            return;
        }
        fillWithBiases(out, 0, rows);
        var shape = new Product.Shape(rows, inputs, outputs);
        new Product(
                        Strided.rowMajor(input.values, input.stride),
                        Strided.rowMajor(weights, stride),
                        Strided.rowMajor(out, stride),
                        shape)
                .add(kernel, workers);
    }

    private void fillWithBiases(float[] out, int fromRow, int toRow) {
        for (int row = fromRow; row < toRow; row++) {
            System.arraycopy(biases, 0, out, row * stride, stride);
        }
    }
}
