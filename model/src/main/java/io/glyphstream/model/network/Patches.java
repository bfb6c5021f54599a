package io.glyphstream.model.network;

import io.glyphstream.matrix.Strided;
import io.glyphstream.matrix.WindowKernel;
import io.glyphstream.matrix.WindowProduct;
import io.glyphstream.matrix.Windows;
import java.util.Arrays;

/*
 * Images with padding are copied into larger ones first, whose edges stay zero. So every window is whole, and a row of it is
 * one run of values.
 */
/**
 * The windows of a convolution as rows of a matrix: (places of the output x values in a window), in the order row, column,
 * channel. Places are counted through all images of a portion.
 *
 * <p>K. Chellapilla, S. Puri, P. Simard: High performance convolutional neural networks for document processing, 2006.
 */
final class Patches {

    private final Convolution layer;
    private final Shape input;
    private final Shape padded;
    private final Shape output;
    private final WindowKernel kernel;
    /** The number of values in a window. */
    final int width;
    /** The number of windows of one image. */
    final int places;

    Patches(Convolution layer, Shape input, WindowKernel kernel) {
        this.layer = layer;
        this.input = input;
        this.padded =
                new Shape(input.rows() + 2 * layer.padding(), input.columns() + 2 * layer.padding(), input.channels());
        this.output = layer.outputOf(input);
        this.kernel = kernel;
        this.width = Math.toIntExact(layer.inputsOfSum(input));
        this.places = Math.toIntExact(output.places());
    }

    /** Returns whether a window is one place, so that what comes to the layer is the matrix already. */
    boolean areTheInput() {
        return layer.rows() == 1 && layer.columns() == 1 && layer.stride() == 1;
    }

    /** Returns whether images are copied into larger ones. */
    boolean arePadded() {
        return layer.padding() > 0;
    }

    /** Returns the number of values of one image. */
    int inputSize() {
        return Math.toIntExact(input.size());
    }

    /** Returns the number of values of one image with its padding. */
    int paddedSize() {
        return Math.toIntExact(padded.size());
    }

    /**
     * Copies images into the middle of larger ones.
     *
     * @param larger (count x padded image); its edges are not written
     */
    void pad(float[] images, int count, float[] larger) {
        for (int row = 0; row < count * input.rows(); row++) {
            System.arraycopy(images, row * line(input), larger, padded(row), line(input));
        }
    }

    /** Copies the middle of larger images. */
    void unpad(float[] larger, int count, float[] images) {
        for (int row = 0; row < count * input.rows(); row++) {
            System.arraycopy(larger, padded(row), images, row * line(input), line(input));
        }
    }

    /** Returns where the row of an image, counted through all images, begins in the larger one. */
    private int padded(int row) {
        int image = row / input.rows();
        int largerRow = image * padded.rows() + row % input.rows() + layer.padding();
        return largerRow * line(padded) + layer.padding() * input.channels();
    }

    private static int line(Shape shape) {
        return shape.columns() * shape.channels();
    }

    /**
     * Copies windows into patches.
     *
     * @param images (images x padded image)
     * @param from the first place
     * @param to the place after the last
     * @param patches (to - from x width), written over
     */
    void gather(float[] images, int from, int to, float[] patches) {
        int place = from;
        while (place < to) {
            Windows windows = windows(place, to);
            kernel.gather(images, start(place), windows, patches, (place - from) * width);
            place += windows.count();
        }
    }

    /**
     * Adds each value of the patches to the place in its image that it comes from, in ascending order of windows.
     *
     * @param patches (to - from x width)
     * @param images (images x padded image)
     */
    void addTo(float[] images, int from, int to, float[] patches) {
        int place = from;
        while (place < to) {
            Windows windows = windows(place, to);
            kernel.addBack(patches, (place - from) * width, windows, images, start(place));
            place += windows.count();
        }
    }

    /** Returns the windows from a place to the end of its row. */
    private Windows windows(int place, int to) {
        int count = Math.min(output.columns() - place % output.columns(), to - place);
        return new Windows(
                count,
                layer.stride() * input.channels(),
                layer.rows(),
                line(padded),
                layer.columns() * input.channels());
    }

    /** Returns whether {@link #product} is faster than products of copies. */
    boolean slide(int filters) {
        return !areTheInput() && WindowProduct.suits(windows(0, places), filters);
    }

    /**
     * Returns the task of writing the sums of all windows; see {@link #slide}.
     *
     * @param images (images x padded image)
     */
    WindowProduct product(float[] images, int count, Strided weights, Strided biases, Strided out) {
        var grid = new WindowProduct.Grid(count, paddedSize(), output.rows(), layer.stride() * line(padded));
        return new WindowProduct(images, windows(0, places), grid, weights, biases, out);
    }

    private int start(int place) {
        int row = place / places * padded.rows() + place % places / output.columns() * layer.stride();
        return row * line(padded) + place % output.columns() * layer.stride() * input.channels();
    }

    /** Makes images zero, with their padding. */
    void clear(float[] images, int count) {
        Arrays.fill(images, 0, count * paddedSize(), 0);
    }
}
