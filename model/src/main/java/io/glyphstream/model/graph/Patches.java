package io.glyphstream.model.graph;

import io.glyphstream.matrix.Strided;
import io.glyphstream.matrix.WindowKernel;
import io.glyphstream.matrix.WindowProduct;
import io.glyphstream.matrix.Windows;

/**
 * The windows of a convolution as rows of a matrix: (places of the output x values in a window), in the order row, column,
 * channel. Places are counted through all images of a portion. Of groups, one is copied at a time.
 *
 * <p>K. Chellapilla, S. Puri, P. Simard: High performance convolutional neural networks for document processing, 2006.
 */
final class Patches {

    private final Window window;
    private final Shape padded;
    private final Shape output;
    private final int channels;
    private final WindowKernel kernel;

    /**
     * Returns the windows.
     *
     * @param padded the shape of an image with its padding
     */
    Patches(Convolution convolution, Shape padded, Shape output, WindowKernel kernel) {
        this.window = convolution.window();
        this.padded = padded;
        this.output = output;
        this.channels = padded.channels() / convolution.groups();
        this.kernel = kernel;
    }

    /** Returns the number of values in a window. */
    int width() {
        return Math.toIntExact(window.size() * channels);
    }

    /**
     * Copies windows into patches.
     *
     * @param images (images x padded image)
     * @param group the number of the group whose channels are copied
     * @param from the first place
     * @param to the place after the last
     * @param patches (to - from x width), written over
     */
    void gather(float[] images, int group, int from, int to, float[] patches) {
        if (channels == padded.channels() && window.columns().dilation() == 1) {
            gatherRows(images, from, to, patches);
            return;
        }
        int length = window.columns().length();
        var row = new Windows(1, 0, length, window.columns().dilation() * padded.channels(), channels);
        int next = 0;
        for (int place = from; place < to; place++) {
            int start = start(place) + group * channels;
            for (int line = 0; line < window.rows().length(); line++) {
                kernel.gather(images, start + line * lineStep(), row, patches, next);
                next += row.size();
            }
        }
    }

    /** Returns whether {@link #product} is faster than products of copies. */
    boolean slide(int filters) {
        return channels == padded.channels()
                && window.columns().dilation() == 1
                && WindowProduct.suits(row(output.columns()), filters);
    }

    /**
     * Returns the task of writing the sums of all windows; see {@link #slide}.
     *
     * @param images (images x padded image)
     */
    WindowProduct product(float[] images, int count, Strided weights, Strided biases, Strided out) {
        int line = padded.columns() * padded.channels();
        var grid = new WindowProduct.Grid(
                count, padded.rows() * line, output.rows(), window.rows().stride() * line);
        return new WindowProduct(images, row(output.columns()), grid, weights, biases, out);
    }

    /** Returns so many windows side by side, whose rows are one run each. */
    private Windows row(int count) {
        return new Windows(
                count,
                window.columns().stride() * channels,
                window.rows().length(),
                lineStep(),
                window.columns().length() * channels);
    }

    /** Copies windows whose rows are one run each, as many together as are in a row of the output. */
    private void gatherRows(float[] images, int from, int to, float[] patches) {
        int place = from;
        while (place < to) {
            int count = Math.min(output.columns() - place % output.columns(), to - place);
            kernel.gather(images, start(place), row(count), patches, (place - from) * width());
            place += count;
        }
    }

    /** Returns how far a row of a window begins after the one before. */
    private int lineStep() {
        return window.rows().dilation() * padded.columns() * padded.channels();
    }

    /** Returns where the window at a place begins. */
    private int start(int place) {
        int places = output.rows() * output.columns();
        int row = place / places * padded.rows()
                + place % places / output.columns() * window.rows().stride();
        int column = place % output.columns() * window.columns().stride();
        return (row * padded.columns() + column) * padded.channels();
    }
}
