package io.glyphstream.model.graph;

/** A convolution whose filters see one channel each, their own. All channels of a place are summed side by side. */
final class DepthwiseStep implements Step {

    private final Window window;
    private final Shape output;
    private final Padding padding;
    private final Forward forward;

    /**
     * Returns the convolution at work.
     *
     * @param forward (values in a window x channels)
     */
    DepthwiseStep(Window window, Shape output, Padding padding, Forward forward) {
        this.window = window;
        this.output = output;
        this.padding = padding;
        this.forward = forward;
    }

    @Override
    public void run(float[][] inputs, float[] out, int images) {
        float[] padded = padding.of(inputs[0], images);
        int at = 0;
        for (int image = 0; image < images; image++) {
            for (int row = 0; row < output.rows(); row++) {
                for (int column = 0; column < output.columns(); column++) {
                    int firstRow =
                            image * padding.shape().rows() + row * window.rows().stride();
                    addPlace(padded, firstRow, column * window.columns().stride(), out, at);
                    at += output.channels();
                }
            }
        }
    }

    private void addPlace(float[] images, int firstRow, int firstColumn, float[] out, int at) {
        int channels = output.channels();
        int columns = padding.shape().columns();
        System.arraycopy(forward.biases, 0, out, at, channels);
        int weight = 0;
        for (int y = 0; y < window.rows().length(); y++) {
            int row = firstRow + y * window.rows().dilation();
            for (int x = 0; x < window.columns().length(); x++) {
                int column = firstColumn + x * window.columns().dilation();
                addProducts(images, (row * columns + column) * channels, weight, out, at);
                weight += channels;
            }
        }
    }

    private void addProducts(float[] images, int from, int weight, float[] out, int at) {
        float[] weights = forward.weights;
        for (int channel = 0; channel < output.channels(); channel++) {
            out[at + channel] = Math.fma(weights[weight + channel], images[from + channel], out[at + channel]);
        }
    }
}
