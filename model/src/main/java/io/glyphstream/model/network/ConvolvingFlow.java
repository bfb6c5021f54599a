package io.glyphstream.model.network;

import io.glyphstream.matrix.Strided;

/** A convolution, or a dense layer as one, at work. */
final class ConvolvingFlow implements Flow {

    private final Convolving convolving;
    private final Weights weights;
    private final Strided forward;
    private final int outputs;
    private final float[] out;
    private final int inputsOfAll;
    private float[] byInputs = {};

    /**
     * Returns the layer at work.
     *
     * @param forward the weights, (inputs of a sum x outputs)
     * @param outputs the number of values that one image becomes
     * @param inputs the number of values that come with one image
     */
    ConvolvingFlow(Convolving convolving, Weights weights, Strided forward, int outputs, int inputs) {
        this.convolving = convolving;
        this.weights = weights;
        this.forward = forward;
        this.outputs = outputs;
        this.out = new float[Math.multiplyExact(outputs, convolving.capacity())];
        this.inputsOfAll = Math.multiplyExact(inputs, convolving.capacity());
    }

    @Override
    public float[] forward(float[] input, int images) {
        convolving.forward(input, images, forward, weights.biases, out);
        return out;
    }

    @Override
    public float[] back(float[] input, float[] slopes, int images) {
        if (byInputs.length == 0) {
            byInputs = new float[inputsOfAll];
        }
        convolving.back(slopes, images, weights.weights, byInputs);
        return byInputs;
    }

    @Override
    public void keep(ChosenRows rows) {
        convolving.keep(rows);
        rows.moveUp(out, outputs);
    }

    @Override
    public void gradient(float[] input, float[] slopes, int images, Weights gradient) {
        convolving.gradient(input, images, slopes, gradient.weights, gradient.biases);
    }
}
