package io.glyphstream.datasets;

import java.security.MessageDigest;
import java.util.Objects;
import java.util.stream.IntStream;

/** Images of one size, each with the class that it shows. Immutable, as long as nobody writes to {@link #pixels()}. */
public final class LabeledImages {

    /** The most classes that a label can tell apart. */
    public static final int MAX_CLASSES = 256;

    private final String name;
    private final PixelShape shape;
    private final int classes;
    private final byte[] pixels;
    private final int[] labels;

    /**
     * Takes over {@code pixels} of gray images without copying: the caller must not write to them any more.
     *
     * @param name what people call these images, such as {@code "mnist test"}
     * @param pixels labels.length x rows x columns, unsigned
     * @param labels each within [0, classes)
     */
    public LabeledImages(String name, int rows, int columns, int classes, byte[] pixels, int[] labels) {
        this(name, PixelShape.gray(rows, columns), classes, pixels, labels);
    }

    /**
     * Takes over {@code pixels} without copying: the caller must not write to them any more.
     *
     * @param name what people call these images, such as {@code "mnist test"}
     * @param pixels labels.length x rows x columns x channels, unsigned, the channels of a pixel side by side
     * @param labels each within [0, classes)
     */
    public LabeledImages(String name, PixelShape shape, int classes, byte[] pixels, int[] labels) {
        if (classes < 1 || classes > MAX_CLASSES) {
            throw new IllegalArgumentException("classes must be within [1, " + MAX_CLASSES + "] but was " + classes);
        }
        if ((long) labels.length * shape.bytes() != pixels.length) {
            throw new IllegalArgumentException(labels.length + " images of " + shape + " cannot have " + pixels.length
                    + (shape.isGray() ? " pixels" : " bytes of pixels"));
        }
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classes) {
                throw new IllegalArgumentException(
                        "label " + i + " must be within [0, " + (classes - 1) + "] but was " + labels[i]);
            }
        }
        this.name = name;
        this.shape = shape;
        this.classes = classes;
        this.pixels = pixels;
        this.labels = labels.clone();
    }

    public String name() {
        return name;
    }

    /** Returns how many images there are. */
    public int size() {
        return labels.length;
    }

    /** Returns the shape that all of the images have. */
    public PixelShape shape() {
        return shape;
    }

    public int rows() {
        return shape.rows();
    }

    public int columns() {
        return shape.columns();
    }

    public int classes() {
        return classes;
    }

    /** Returns the pixels themselves (size x rows x columns x channels, unsigned), not a copy: callers must not write to them. */
    public byte[] pixels() {
        return pixels;
    }

    /** Returns a copy of all labels. */
    public int[] labels() {
        return labels.clone();
    }

    /** Returns the class that image {@code i} shows. */
    public int label(int i) {
        return labels[i];
    }

    /**
     * Returns a copy of image {@code i}.
     *
     * @throws IllegalStateException when the images are in color
     */
    public GrayImage image(int i) {
        if (!shape.isGray()) {
            throw new IllegalStateException(this + " are in color");
        }
        return GrayImage.owning(shape.rows(), shape.columns(), pixels(i));
    }

    /** Returns a copy of the pixels of image {@code i}, rows x columns x channels, unsigned. */
    public byte[] pixels(int i) {
        Objects.checkIndex(i, labels.length);
        byte[] copy = new byte[shape.bytes()];
        System.arraycopy(pixels, i * copy.length, copy, 0, copy.length);
        return copy;
    }

    /** Returns the images at {@code indices}, in that order; an index may come more than once. */
    public LabeledImages select(int[] indices) {
        int area = shape.bytes();
        byte[] selected = new byte[Math.multiplyExact(indices.length, area)];
        int[] selectedLabels = new int[indices.length];
        for (int i = 0; i < indices.length; i++) {
            int from = Objects.checkIndex(indices[i], labels.length);
            System.arraycopy(pixels, from * area, selected, i * area, area);
            selectedLabels[i] = labels[from];
        }
        return new LabeledImages(name, shape, classes, selected, selectedLabels);
    }

    /** Returns the images from {@code from} to before {@code to}. */
    public LabeledImages range(int from, int to) {
        Objects.checkFromToIndex(from, to, labels.length);
        if (from == 0 && to == labels.length) {
            return this;
        }
        return select(IntStream.range(from, to).toArray());
    }

    /** Returns the SHA-256 of the pixels followed by the labels, one byte each: the identity of the data itself. */
    public byte[] sha256() {
        MessageDigest digest = Sums.sha256();
        digest.update(pixels);
        for (int label : labels) {
            digest.update((byte) label);
        }
        return digest.digest();
    }

    @Override
    public String toString() {
        return size() + " images of " + shape + " (" + name + ")";
    }
}
