package io.glyphstream.model;

import io.glyphstream.matrix.RandomStream;
import io.glyphstream.matrix.Shuffle;
import java.util.Arrays;

/** Labeled images of one size, to learn from or to measure on. There may be none. */
public final class Examples {

    /** Classes fit a byte. */
    public static final int MAXIMAL_CLASSES = 256;

    private final InputShape shape;
    private final int classes;
    private final byte[] pixels;
    private final int[] labels;

    /**
     * Returns the examples that these gray images and labels are.
     *
     * @param pixels unsigned bytes, (labels x rows x columns), row-major. Not copied: the caller must not write to it
     *     afterwards.
     * @param labels one for each image, within [0, classes); copied
     */
    public Examples(int rows, int columns, int classes, byte[] pixels, int[] labels) {
        this(InputShape.gray(rows, columns), classes, pixels, labels);
    }

    /**
     * Returns the examples that these images and labels are.
     *
     * @param pixels unsigned bytes, (labels x rows x columns x channels), row-major. Not copied: the caller must not write
     *     to it afterwards.
     * @param labels one for each image, within [0, classes); copied
     */
    public Examples(InputShape shape, int classes, byte[] pixels, int[] labels) {
        if (classes < 1 || classes > MAXIMAL_CLASSES) {
            throw new IllegalArgumentException(
                    "classes must be within [1, " + MAXIMAL_CLASSES + "] but was " + classes);
        }
        if (pixels.length != (long) labels.length * shape.values()) {
            throw new IllegalArgumentException(labels.length + " images of " + shape + " need "
                    + (long) labels.length * shape.values() + " pixels but there were " + pixels.length);
        }
        for (int label : labels) {
            if (label < 0 || label >= classes) {
                throw new IllegalArgumentException(
                        "a label must be within [0, " + (classes - 1) + "] but was " + label);
            }
        }
        this.shape = shape;
        this.classes = classes;
        this.pixels = pixels;
        this.labels = labels.clone();
    }

    /** Returns the number of examples. */
    public int size() {
        return labels.length;
    }

    /** Returns the shape that all of the images have. */
    public InputShape shape() {
        return shape;
    }

    /** Returns the height of the images. */
    public int rows() {
        return shape.rows();
    }

    /** Returns the width of the images. */
    public int columns() {
        return shape.columns();
    }

    /** Returns the number of classes. */
    public int classes() {
        return classes;
    }

    /** Returns the label of one example. */
    public int label(int example) {
        return labels[example];
    }

    /** Returns a copy of all labels. */
    public int[] labels() {
        return labels.clone();
    }

    /** Returns all pixels, (size x rows x columns x channels), not copied: callers must not write to it. */
    public byte[] pixels() {
        return pixels;
    }

    /** Returns a copy of the pixels of one image. */
    public byte[] pixels(int example) {
        int area = shape.values();
        return Arrays.copyOfRange(pixels, example * area, (example + 1) * area);
    }

    /** Returns the examples with these indices, in this order. */
    public Examples select(int[] indices) {
        int area = shape.values();
        var chosenPixels = new byte[Math.multiplyExact(indices.length, area)];
        var chosenLabels = new int[indices.length];
        for (int i = 0; i < indices.length; i++) {
            System.arraycopy(pixels, indices[i] * area, chosenPixels, i * area, area);
            chosenLabels[i] = labels[indices[i]];
        }
        return new Examples(shape, classes, chosenPixels, chosenLabels);
    }

    /** Returns the examples from the first index to before the second. */
    public Examples range(int from, int to) {
        int area = shape.values();
        return new Examples(
                shape,
                classes,
                Arrays.copyOfRange(pixels, from * area, to * area),
                Arrays.copyOfRange(labels, from, to));
    }

    /** Sets a share of the examples apart, drawn without replacement; the rest keeps its order. */
    public Split split(double validationShare, long seed) {
        if (!(validationShare >= 0 && validationShare < 1)) {
            throw new IllegalArgumentException("validation share must be within [0, 1) but was " + validationShare);
        }
        int[] order = Shuffle.permutation(size(), new RandomStream(seed));
        int apart = (int) Math.round(size() * validationShare);
        int[] validation = Arrays.copyOfRange(order, 0, apart);
        int[] training = Arrays.copyOfRange(order, apart, size());
        Arrays.sort(validation);
        Arrays.sort(training);
        return new Split(select(training), select(validation));
    }

    @Override
    public String toString() {
        return size() + " images of " + shape + " in " + classes + " classes";
    }

    /** Examples to learn from, and examples set apart to choose settings and the best epoch by. */
    public record Split(Examples training, Examples validation) {}
}
