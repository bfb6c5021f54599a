package io.glyphstream.model.network;

import io.glyphstream.matrix.Kernel;
import io.glyphstream.matrix.Product;
import io.glyphstream.matrix.Strided;
import java.util.Arrays;

/*
 * Patches are made for some places at a time, so that they stay in the second-level cache and the memory does not depend on
 * the size of the images. Each sum is over one patch (forward), over the filters (back), or over all places in ascending
 * order (gradient): where the portions end changes no bit of it.
 */
/** Convolution as products of matrices, in room for some patches. One thread's. */
final class Convolving {

    /** So many values of patches are made at a time. */
    private static final int VALUES_AT_ONCE = 1 << 16;

    private final Patches patches;
    private final int filters;
    private final int portion;
    private final int capacity;
    private final float[] room;
    private final Kernel kernel;
    private final float[] padded;
    private float[] paddedSlopes = {};

    /**
     * Returns the convolution of so many images.
     *
     * @param room at least as long as {@link #roomFor} says; others may use it between two calls
     */
    Convolving(Convolution layer, Shape input, int capacity, float[] room, Kernel kernel) {
        this.patches = new Patches(layer, input, kernel.windows());
        this.filters = layer.filters();
        this.portion = portion(patches);
        this.capacity = capacity;
        this.room = room;
        this.kernel = kernel;
        this.padded = new float[patches.arePadded() ? capacity * patches.paddedSize() : 0];
    }

    /** Returns how many images there is room for. */
    int capacity() {
        return capacity;
    }

    /** Goes on with some of the images alone. */
    void keep(ChosenRows rows) {
        if (patches.arePadded()) {
            rows.moveUp(padded, patches.paddedSize());
        }
    }

    /** Returns how many values of patches there must be room for. */
    static int roomFor(Convolution layer, Shape input, Kernel kernel) {
        var patches = new Patches(layer, input, kernel.windows());
        return patches.areTheInput() ? 0 : portion(patches) * patches.width;
    }

    private static int portion(Patches patches) {
        return Math.max(1, VALUES_AT_ONCE / patches.width);
    }

    /**
     * Writes biases + patches x weights.
     *
     * @param weights (values in a window x filters)
     * @param out (images x places x filters)
     */
    void forward(float[] images, int count, Strided weights, float[] biases, float[] out) {
        int all = count * patches.places;
        var row = Strided.rowMajor(biases, 0);
        if (patches.arePadded()) {
            patches.pad(images, count, padded);
        }
        if (patches.slide(filters)) {
            float[] read = patches.arePadded() ? padded : images;
            kernel.write(patches.product(read, count, weights, row, Strided.rowMajor(out, filters)));
            return;
        }
        inPortions(
                images,
                all,
                (left, from, to) -> kernel.add(new Product(
                                left,
                                weights,
                                Strided.rowMajor(out, filters).from(from, 0),
                                new Product.Shape(to - from, patches.width, filters))
                        .plus(row)));
    }

    /**
     * Writes the derivative of the loss by each weight, (filters x values in a window), and each bias, after
     * {@link #forward} with the same images.
     *
     * @param slopes the derivative by each output
     */
    void gradient(float[] images, int count, float[] slopes, float[] byWeights, float[] byBiases) {
        int all = count * patches.places;
        inPortions(
                images,
                all,
                (right, from, to) -> kernel.add(new Product(
                        Strided.rowMajor(slopes, filters).from(from, 0).transposed(),
                        right,
                        Strided.rowMajor(byWeights, patches.width),
                        new Product.Shape(filters, to - from, patches.width),
                        from == 0 ? Product.Start.ZERO : Product.Start.OUTPUT)));
        Arrays.fill(byBiases, 0);
        for (int place = 0; place < all; place++) {
            for (int filter = 0; filter < filters; filter++) {
                byBiases[filter] += slopes[place * filters + filter];
            }
        }
    }

    /**
     * Writes the derivative of the loss by each input.
     *
     * @param weights (filters x values in a window), row-major
     * @param byInputs (images x input)
     */
    void back(float[] slopes, int count, float[] weights, float[] byInputs) {
        int all = count * patches.places;
        var right = Strided.rowMajor(weights, patches.width);
        if (patches.areTheInput()) {
            kernel.add(product(slopes, 0, all, right, byInputs));
            return;
        }
        float[] larger = patches.arePadded() ? paddedSlopes() : byInputs;
        patches.clear(larger, count);
        for (int from = 0; from < all; from += portion) {
            int to = Math.min(all, from + portion);
            kernel.add(product(slopes, from, to, right, room));
            patches.addTo(larger, from, to, room);
        }
        if (patches.arePadded()) {
            patches.unpad(larger, count, byInputs);
        }
    }

    private float[] paddedSlopes() {
        if (paddedSlopes.length == 0) {
            paddedSlopes = new float[capacity * patches.paddedSize()];
        }
        return paddedSlopes;
    }

    private Product product(float[] slopes, int from, int to, Strided right, float[] out) {
        return new Product(
                Strided.rowMajor(slopes, filters).from(from, 0),
                right,
                Strided.rowMajor(out, patches.width),
                new Product.Shape(to - from, filters, patches.width),
                Product.Start.ZERO);
    }

    private void inPortions(float[] images, int all, Work work) {
        if (patches.areTheInput()) {
            work.with(Strided.rowMajor(images, patches.width), 0, all);
            return;
        }
        for (int from = 0; from < all; from += portion) {
            int to = Math.min(all, from + portion);
            patches.gather(patches.arePadded() ? padded : images, from, to, room);
            work.with(Strided.rowMajor(room, patches.width), from, to);
        }
    }

    /** Work on the patches of the places from the first to before the second. */
    private interface Work {
        void with(Strided patches, int from, int to);
    }
}
