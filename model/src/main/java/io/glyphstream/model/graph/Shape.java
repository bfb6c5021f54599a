package io.glyphstream.model.graph;

import io.glyphstream.model.InputShape;

/**
 * The shape of what one node says of one image: so many rows and columns of places, and the values of all channels side by
 * side at each place.
 *
 * <p>Values that have no places are flat: those of a single place.
 */
public record Shape(int rows, int columns, int channels) {

    public Shape {
        if (rows < 1 || columns < 1 || channels < 1) {
            throw new IllegalArgumentException(
                    "a shape must have values but was " + rows + " x " + columns + " x " + channels);
        }
    }

    /** Returns the shape of an image's pixels. */
    public static Shape of(InputShape image) {
        return new Shape(image.rows(), image.columns(), image.channels());
    }

    /** Returns the shape of so many values at one place. */
    public static Shape flat(int values) {
        return new Shape(1, 1, values);
    }

    /** Returns whether there is one place alone. */
    public boolean isFlat() {
        return rows == 1 && columns == 1;
    }

    /** Returns the number of places. */
    public long places() {
        return (long) rows * columns;
    }

    /** Returns the number of values, or the largest long where there are more. */
    public long size() {
        long places = places();
        return places > Long.MAX_VALUE / channels ? Long.MAX_VALUE : places * channels;
    }

    /** Returns how long it is along an axis. */
    public int length(Axis axis) {
        return switch (axis) {
            case ROWS -> rows;
            case COLUMNS -> columns;
            case CHANNELS -> channels;
        };
    }

    @Override
    public String toString() {
        return rows + " x " + columns + " x " + channels;
    }
}
