package io.glyphstream.datasets;

import java.util.Arrays;

/** An image in gray or in color, as a model takes it: rows x columns x channels bytes, the channels of a pixel side by side. Immutable. */
public final class PixelImage {

    private final PixelShape shape;
    private final byte[] pixels;

    private PixelImage(PixelShape shape, byte[] pixels) {
        if (shape.bytes() != pixels.length) {
            throw new IllegalArgumentException(
                    "image of " + shape + " has " + pixels.length + (shape.isGray() ? " pixels" : " bytes of pixels"));
        }
        this.shape = shape;
        this.pixels = pixels;
    }

    /** Returns an image that owns {@code pixels}: nobody may write to them any more. */
    public static PixelImage owning(PixelShape shape, byte[] pixels) {
        return new PixelImage(shape, pixels);
    }

    /** Returns a gray image as one of these. */
    public static PixelImage of(GrayImage image) {
        return new PixelImage(PixelShape.gray(image.rows(), image.columns()), image.sharedPixels());
    }

    public PixelShape shape() {
        return shape;
    }

    public int rows() {
        return shape.rows();
    }

    public int columns() {
        return shape.columns();
    }

    public int channels() {
        return shape.channels();
    }

    /** Returns a copy of the pixels. */
    public byte[] pixels() {
        return pixels.clone();
    }

    /** Returns the pixels themselves, for readers that do not write to them. */
    public byte[] sharedPixels() {
        return pixels;
    }

    /** Returns the value, 0 to 255, of one channel at a place. */
    public int value(int row, int column, int channel) {
        if (column < 0 || column >= columns() || channel < 0 || channel >= channels()) {
            throw new IndexOutOfBoundsException("column and channel must be within [0, " + (columns() - 1)
                    + "] and [0, " + (channels() - 1) + "] but were " + column + " and " + channel);
        }
        return pixels[(row * columns() + column) * channels() + channel] & 0xff;
    }

    /** Returns one channel as shades of gray. */
    public GrayImage channel(int channel) {
        byte[] shades = new byte[rows() * columns()];
        for (int i = 0; i < shades.length; i++) {
            shades[i] = pixels[i * channels() + channel];
        }
        return GrayImage.owning(rows(), columns(), shades);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PixelImage that && shape.equals(that.shape) && Arrays.equals(pixels, that.pixels);
    }

    @Override
    public int hashCode() {
        return 31 * shape.hashCode() + Arrays.hashCode(pixels);
    }

    @Override
    public String toString() {
        return "image of " + shape;
    }
}
