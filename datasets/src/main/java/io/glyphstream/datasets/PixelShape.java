package io.glyphstream.datasets;

/**
 * The shape of images.
 *
 * @param rows the height, at least 1
 * @param columns the width, at least 1
 * @param channels how many bytes a pixel has: {@value #GRAY}, or {@value #COLOR} for red, green and blue
 */
public record PixelShape(int rows, int columns, int channels) {

    /** The channels of an image in gray. */
    public static final int GRAY = 1;

    /** The channels of an image in color. */
    public static final int COLOR = 3;

    public PixelShape {
        if (rows < 1 || columns < 1) {
            throw new IllegalArgumentException(
                    "images have at least one row and one column but had " + rows + " x " + columns);
        }
        if (channels != GRAY && channels != COLOR) {
            throw new IllegalArgumentException("channels must be " + GRAY + " or " + COLOR + " but were " + channels);
        }
    }

    /** Returns the shape of gray images. */
    public static PixelShape gray(int rows, int columns) {
        return new PixelShape(rows, columns, GRAY);
    }

    /** Returns whether images have one byte for each pixel. */
    public boolean isGray() {
        return channels == GRAY;
    }

    /** Returns how many bytes the pixels of an image take. */
    public int bytes() {
        return Math.multiplyExact(Math.multiplyExact(rows, columns), channels);
    }

    /** Returns it as people write it: {@code 28 x 28}, or {@code 32 x 32 x 3}. */
    @Override
    public String toString() {
        return rows + " x " + columns + (isGray() ? "" : " x " + channels);
    }
}
