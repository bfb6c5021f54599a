package io.glyphstream.model.network;

import io.glyphstream.model.InputShape;

/**
 * What flows between two layers for one image: so many rows and columns of places, and the values of all channels side by
 * side at each place.
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

    /** Returns the number of places. */
    long places() {
        return (long) rows * columns;
    }

    /** Returns the number of values. */
    long size() {
        return places() * channels;
    }

    @Override
    public String toString() {
        return rows + " x " + columns + " x " + channels;
    }
}
