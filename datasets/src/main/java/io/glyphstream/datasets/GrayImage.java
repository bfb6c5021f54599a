package io.glyphstream.datasets;

import java.util.Arrays;

/** An image in shades of gray: 0 is background, 255 is ink. Immutable. */
public final class GrayImage {
    /** Images that are stored or sent have at most so many rows, and columns. */
    public static final int MAX_SIDE = 1024;

    private final int rows;
    private final int columns;
    private final byte[] pixels;

    /** Copies {@code pixels} (rows x columns, row by row, unsigned). */
    public GrayImage(int rows, int columns, byte[] pixels) {
        this(rows, columns, pixels.length, pixels.clone());
    }

    private GrayImage(int rows, int columns, int length, byte[] pixels) {
        if (rows < 1 || columns < 1) {
            throw new IllegalArgumentException(
                    "an image has at least one row and one column but had " + rows + " x " + columns);
        }
        if ((long) rows * columns != length) {
            throw new IllegalArgumentException("image of " + rows + " x " + columns + " has " + length + " pixels");
        }
        this.rows = rows;
        this.columns = columns;
        this.pixels = pixels;
    }

    /** Returns an image that owns {@code pixels}: nobody may write to them any more. */
    public static GrayImage owning(int rows, int columns, byte[] pixels) {
        return new GrayImage(rows, columns, pixels.length, pixels);
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    /** Returns a copy of the pixels, rows x columns, row by row, unsigned. */
    public byte[] pixels() {
        return pixels.clone();
    }

    /** Returns the pixels themselves, for readers within this package. */
    public byte[] sharedPixels() {
        return pixels;
    }

    /** Returns the shade, 0 to 255, at a place. */
    public int pixel(int row, int column) {
        if (column < 0 || column >= columns) {
            throw new IndexOutOfBoundsException("column must be within [0, " + (columns - 1) + "] but was " + column);
        }
        return pixels[row * columns + column] & 0xff;
    }

    /** Returns the greatest shade. */
    public int strongest() {
        int strongest = 0;
        for (byte pixel : pixels) {
            strongest = Math.max(strongest, pixel & 0xff);
        }
        return strongest;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GrayImage that
                && rows == that.rows
                && columns == that.columns
                && Arrays.equals(pixels, that.pixels);
    }

    @Override
    public int hashCode() {
        return 31 * columns + Arrays.hashCode(pixels);
    }

    @Override
    public String toString() {
        return "image of " + rows + " x " + columns;
    }
}
