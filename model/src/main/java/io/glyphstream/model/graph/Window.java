package io.glyphstream.model.graph;

/** A window that moves across the rows and the columns of an image. */
public record Window(Span rows, Span columns) {

    /** Returns a square window that moves by one place and keeps the size of the image. */
    public static Window same(int side) {
        return new Window(Span.same(side), Span.same(side));
    }

    /** Returns a square window that moves by its own side and stays inside. */
    public static Window tiles(int side) {
        return new Window(Span.tiles(side), Span.tiles(side));
    }

    /** Returns at how many places the window is, as a shape with so many channels. */
    Shape places(Shape input, int channels) {
        return new Shape(rows.places(input.rows()), columns.places(input.columns()), channels);
    }

    /** Returns how many places of the image it looks at. */
    public long size() {
        return (long) rows.length() * columns.length();
    }

    /** Returns whether it reaches beyond the image. */
    boolean isPadded() {
        return rows.before() + rows.after() + columns.before() + columns.after() > 0;
    }

    /** Returns the number of values of an image with its padding. */
    long padded(Shape input) {
        return (long) rows.padded(input.rows()) * columns.padded(input.columns()) * input.channels();
    }

    /** Returns whether it looks at one place and goes to every place, so that what comes to it is what it looks at. */
    boolean isOnePlace() {
        return size() == 1 && rows.stride() == 1 && columns.stride() == 1 && !isPadded();
    }

    /** Checks that the window has a place of the image inside wherever it is. */
    void requireInside(Shape input) {
        rows.requireInside(input.rows());
        columns.requireInside(input.columns());
    }
}
