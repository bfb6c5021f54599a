package io.glyphstream.model;

/**
 * The shape of the images that a classifier takes.
 *
 * @param rows the height, within [1, {@value #MAXIMAL_SIDE}]
 * @param columns the width, within [1, {@value #MAXIMAL_SIDE}]
 * @param channels how many values a pixel has: {@value #GRAY}, or {@value #COLOR} for red, green and blue
 */
public record InputShape(int rows, int columns, int channels) {

    /** The most rows or columns of an image. */
    public static final int MAXIMAL_SIDE = 1024;

    /** The channels of a gray image. */
    public static final int GRAY = 1;

    /** The channels of an image in color. */
    public static final int COLOR = 3;

    public InputShape {
        requireSide("rows", rows);
        requireSide("columns", columns);
        if (channels != GRAY && channels != COLOR) {
            throw new IllegalArgumentException("channels must be " + GRAY + " or " + COLOR + " but were " + channels);
        }
    }

    /** Returns the shape of gray images. */
    public static InputShape gray(int rows, int columns) {
        return new InputShape(rows, columns, GRAY);
    }

    /** Returns a shape as people write it, whether or not there can be such images: {@code 28 x 28}. */
    public static String text(int rows, int columns, int channels) {
        return rows + " x " + columns + (channels == GRAY ? "" : " x " + channels);
    }

    /** Returns the number of values that an image has, which is that of its bytes. */
    public int values() {
        return rows * columns * channels;
    }

    /** Returns whether an image of these sides and channels has this shape; they may be any numbers. */
    public boolean matches(int imageRows, int imageColumns, int imageChannels) {
        return rows == imageRows && columns == imageColumns && channels == imageChannels;
    }

    /** Returns it as people write it: {@code 28 x 28}, or {@code 32 x 32 x 3}. */
    @Override
    public String toString() {
        return text(rows, columns, channels);
    }

    private static void requireSide(String name, int side) {
        if (side < 1 || side > MAXIMAL_SIDE) {
            throw new IllegalArgumentException(name + " must be within [1, " + MAXIMAL_SIDE + "] but were " + side);
        }
    }
}
