package io.glyphstream.model.perceptron;

import io.glyphstream.matrix.Kernel;
import io.glyphstream.matrix.Product;
import io.glyphstream.matrix.SparseProduct;
import io.glyphstream.matrix.Strided;
import io.glyphstream.matrix.Workers;
import io.glyphstream.model.neural.Activations;
import io.glyphstream.model.neural.Dropout;
import io.glyphstream.model.neural.LearningSettings;
import io.glyphstream.model.neural.MicroBatch;
import io.glyphstream.model.neural.Parameters;
import io.glyphstream.model.neural.Signals;
import io.glyphstream.model.neural.Step;

/** One layer while it learns: its parameters, what flowed through it last, and how the loss depends on that. */
final class LayerTraining {

    /** Sparse gradients are shared out in portions of this many inputs. */
    private static final int INPUTS_AT_ONCE = 32;

    private final DenseLayer layer;
    private final Parameters weights;
    private final Parameters biases;
    private final Kernel kernel;
    private final Workers workers;
    /** The sums, or what their activation made of them. */
    final Signals out;
    /** The derivative of the loss by each sum. */
    final float[] slopes;

    LayerTraining(DenseLayer layer, int capacity, LearningSettings settings, Kernel kernel, Workers workers) {
        this.layer = layer;
        this.weights = new Parameters(layer.weights, settings);
        this.biases = new Parameters(layer.biases, settings);
        this.kernel = kernel;
        this.workers = workers;
        this.out = Signals.forTraining(capacity, layer.outputs);
        this.slopes = new float[capacity * out.stride];
    }

    int stride() {
        return layer.stride;
    }

    /** Returns a copy of the parameters, or of their running average where there is one. */
    DenseLayer learned() {
        var copy = new DenseLayer(layer.inputs, layer.outputs);
        System.arraycopy(weights.learned(), 0, copy.weights, 0, copy.weights.length);
        System.arraycopy(biases.learned(), 0, copy.biases, 0, copy.biases.length);
        copy.settle();
        return copy;
    }

    void sums(Signals input, int rows) {
        layer.sums(input, rows, out.values, kernel, workers);
    }

    /** Rectifies the sums, and leaves out at random what dropout says. */
    void activate(int rows, Dropout dropout) {
        inPortions(rows, (from, to) -> {
            Activations.rectify(out.values, from * out.stride, to * out.stride);
            for (int row = from; row < to; row++) {
                dropout.apply(row, out.values, row * out.stride, out.width);
                out.sparse.gather(row, out.values, row * out.stride);
            }
        });
        if (out.isSparse(rows)) {
            inPortions(out.width, (from, to) -> out.columns.gatherColumns(out.values, out.stride, rows, from, to));
        }
    }

    /** Writes the derivatives by the inputs, which are the activations of the layer before, to that layer. */
    void passBack(LayerTraining before, int rows, Dropout dropout) {
        new Product(
                        Strided.rowMajor(slopes, layer.stride),
                        Strided.rowMajor(layer.weights, layer.stride).transposed(),
                        Strided.rowMajor(before.slopes, before.stride()),
                        new Product.Shape(rows, layer.outputs, layer.inputs),
                        Product.Start.ZERO)
                .add(kernel, workers);
        float factor = dropout.factor();
        inPortions(
                rows,
                (from, to) -> kernel.gate(
                        before.slopes, before.out.values, factor, from * before.stride(), to * before.stride()));
    }

    /** Adds what some images say to the gradient; with the last of a step's images, takes the step too. */
    void learn(Signals input, MicroBatch microBatch, Step step) {
        boolean sparse = input.isSparse(microBatch.size());
        int portion = sparse ? INPUTS_AT_ONCE : (layer.inputs + workers.size() - 1) / workers.size();
        inPortions(layer.inputs, portion, (from, to) -> {
            if (microBatch.isFirst() && sparse) {
                weights.clearGradient(from * layer.stride, to * layer.stride);
            }
            if (sparse) {
                kernel.add(
                        new SparseProduct(input.columns, slopes, weights.gradient, layer.stride, layer.outputs),
                        from,
                        to);
            }
            if (!sparse) {
                addDense(input, microBatch, from, to);
            }
            if (microBatch.isLast()) {
                step.changeWeights(weights, from * layer.stride, to * layer.stride);
            }
        });
        learnBiases(microBatch, step);
    }

    private void addDense(Signals input, MicroBatch microBatch, int from, int to) {
        kernel.add(new Product(
                Strided.rowMajor(input.values, input.stride).from(0, from).transposed(),
                Strided.rowMajor(slopes, layer.stride),
                Strided.rowMajor(weights.gradient, layer.stride).from(from, 0),
                new Product.Shape(to - from, microBatch.size(), layer.outputs),
                microBatch.isFirst() ? Product.Start.ZERO : Product.Start.OUTPUT));
    }

    private void learnBiases(MicroBatch microBatch, Step step) {
        if (microBatch.isFirst()) {
            biases.clearGradient(0, layer.stride);
        }
        for (int row = 0; row < microBatch.size(); row++) {
            for (int i = 0; i < layer.stride; i++) {
                biases.gradient[i] += slopes[row * layer.stride + i];
            }
        }
        if (microBatch.isLast()) {
            step.change(biases, 0, layer.stride);
        }
    }

    private void inPortions(int length, Range work) {
        inPortions(length, (length + workers.size() - 1) / workers.size(), work);
    }

    private void inPortions(int length, int portion, Range work) {
        workers.run(
                (length + portion - 1) / portion,
                part -> work.apply(part * portion, Math.min(length, (part + 1) * portion)));
    }

    /** Work on what lies from the first to before the second. */
    private interface Range {
        void apply(int from, int to);
    }
}
