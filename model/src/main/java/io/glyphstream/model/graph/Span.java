package io.glyphstream.model.graph;

/**
 * A window along one axis: which values it looks at, and where it goes.
 *
 * @param length how many values it looks at
 * @param stride how far it moves
 * @param dilation how far the values that it looks at are apart: 1 where they are side by side
 * @param before how far it may reach beyond the beginning of the axis
 * @param after how far it may reach beyond the end of the axis
 */
public record Span(int length, int stride, int dilation, int before, int after) {

    public Span {
        Bounds.requireWithin("a window's length", length, 1, Bounds.MAXIMAL_WINDOW);
        Bounds.requireWithin("stride", stride, 1, Bounds.MAXIMAL_WINDOW);
        Bounds.requireWithin("dilation", dilation, 1, Bounds.MAXIMAL_WINDOW);
        Bounds.requireWithin("padding", before, 0, Bounds.MAXIMAL_WINDOW);
        Bounds.requireWithin("padding", after, 0, Bounds.MAXIMAL_WINDOW);
    }

    /** Returns a window that moves by one and stays inside. */
    public static Span of(int length) {
        return new Span(length, 1, 1, 0, 0);
    }

    /** Returns a window that moves by its own length and stays inside. */
    public static Span tiles(int length) {
        return new Span(length, length, 1, 0, 0);
    }

    /** Returns a window that moves by one and keeps the length of the axis; an even one reaches further at the end. */
    public static Span same(int length) {
        return new Span(length, 1, 1, (length - 1) / 2, length / 2);
    }

    /** Returns how far the first and the last value that it looks at are apart, both counted. */
    int extent() {
        return (length - 1) * dilation + 1;
    }

    /** Returns how long an axis is with its padding. */
    int padded(int axis) {
        return axis + before + after;
    }

    /**
     * Returns at how many places it is.
     *
     * @param axis the length of the axis
     * @throws IllegalArgumentException if it does not fit
     */
    int places(int axis) {
        if (extent() > padded(axis)) {
            throw new IllegalArgumentException("a window must fit what comes to it but it extends over " + extent()
                    + " of " + axis + " with a padding of " + before + " and " + after);
        }
        return (padded(axis) - extent()) / stride + 1;
    }

    /** Returns where the window at a place begins; negative where that is before the axis. */
    int start(int place) {
        return place * stride - before;
    }

    /** Returns the first of the window's values that is not before the axis; its length if there is none. */
    int firstInside(int place) {
        int missing = Math.max(0, -start(place));
        return Math.min(length, (missing + dilation - 1) / dilation);
    }

    /** Returns the number after the last of the window's values that is not beyond the axis; 0 if there is none. */
    int endInside(int place, int axis) {
        int available = axis - start(place);
        return Math.max(0, Math.min(length, (available + dilation - 1) / dilation));
    }

    /**
     * Checks that the window has a value inside of the axis at each of its places.
     *
     * @throws IllegalArgumentException if it has none at one of them
     */
    void requireInside(int axis) {
        int places = places(axis);
        for (int place = 0; place < places; place++) {
            if (firstInside(place) >= endInside(place, axis)) {
                throw new IllegalArgumentException("a pool must have a value at each of its " + places
                        + " places but has none at place " + place + " of an axis of " + axis);
            }
        }
    }
}
