package io.glyphstream.model.graph;

import io.glyphstream.matrix.Kernel;
import io.glyphstream.matrix.Product;
import io.glyphstream.matrix.Strided;

/*
 * Patches are made for some places at a time, so that they stay in the second-level cache and the memory does not depend on
 * the size of the images. Each sum is over one patch: where the portions end changes no bit of it.
 */
/** A convolution, or a dense node as one, as products of matrices: biases + patches x weights. */
final class ConvolutionStep implements Step {

    /** So many values of patches are made at a time. */
    private static final int VALUES_AT_ONCE = 1 << 16;

    private final Convolution convolution;
    private final Shape output;
    private final int channels;
    private final Padding padding;
    private final Patches patches;
    private final Forward forward;
    private final Scratch scratch;
    private final Kernel kernel;

    ConvolutionStep(
            Convolution convolution, Shape output, Padding padding, Forward forward, Scratch scratch, Kernel kernel) {
        this.convolution = convolution;
        this.output = output;
        this.channels = padding.shape().channels();
        this.padding = padding;
        this.patches = new Patches(convolution, padding.shape(), output, kernel.windows());
        this.forward = forward;
        this.scratch = scratch;
        this.kernel = kernel;
        if (!convolution.window().isOnePlace() && !patches.slide(convolution.filters())) {
            scratch.askForPatches(portion(patches.width()) * patches.width());
        }
    }

    private static int portion(int width) {
        return Math.max(1, VALUES_AT_ONCE / width);
    }

    @Override
    public void run(float[][] inputs, float[] out, int images) {
        int places = images * output.rows() * output.columns();
        int filters = convolution.filters();
        if (convolution.window().isOnePlace()) {
            for (int group = 0; group < convolution.groups(); group++) {
                var left = Strided.rowMajor(inputs[0], channels).from(0, group * patches.width());
                multiply(left, group, Strided.rowMajor(out, filters), places);
            }
            return;
        }
        float[] padded = padding.of(inputs[0], images);
        if (patches.slide(filters)) {
            var right = forward.group(0, patches.width(), filters);
            var biases = Strided.rowMajor(forward.biases, 0);
            kernel.write(patches.product(padded, images, right, biases, Strided.rowMajor(out, filters)));
            return;
        }
        float[] room = scratch.patches();
        int portion = portion(patches.width());
        for (int from = 0; from < places; from += portion) {
            int to = Math.min(places, from + portion);
            for (int group = 0; group < convolution.groups(); group++) {
                patches.gather(padded, group, from, to, room);
                var left = Strided.rowMajor(room, patches.width());
                multiply(left, group, Strided.rowMajor(out, filters).from(from, 0), to - from);
            }
        }
    }

    private void multiply(Strided left, int group, Strided out, int places) {
        int filters = convolution.filters() / convolution.groups();
        var product = new Product(
                left,
                forward.group(group, patches.width(), filters),
                out.from(0, group * filters),
                new Product.Shape(places, patches.width(), filters));
        kernel.add(product.plus(Strided.rowMajor(forward.biases, 0).from(0, group * filters)));
    }
}
