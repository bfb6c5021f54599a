package io.glyphstream.model.graph;

import java.util.Arrays;

/** Copies images into larger ones, with zeros around them, so that every window is whole and each of its rows is one run. */
final class Padding {

    private final Window window;
    private final Shape input;
    private final Shape padded;
    private final Scratch scratch;

    /**
     * Returns the copying of images.
     *
     * @param capacity how many there are at most
     */
    Padding(Window window, Shape input, int capacity, Scratch scratch) {
        this.window = window;
        this.input = input;
        this.padded = new Shape(
                window.rows().padded(input.rows()), window.columns().padded(input.columns()), input.channels());
        this.scratch = scratch;
        if (window.isPadded()) {
            scratch.askForPadded(Math.toIntExact(capacity * padded.size()));
        }
    }

    /** Returns the shape of an image with its padding. */
    Shape shape() {
        return padded;
    }

    /** Returns images with their padding, which are the images themselves if there is none. */
    float[] of(float[] images, int count) {
        if (!window.isPadded()) {
            return images;
        }
        int line = input.columns() * input.channels();
        int left = window.columns().before() * input.channels();
        int right = window.columns().after() * input.channels();
        int above = window.rows().before() * (left + line + right);
        int below = window.rows().after() * (left + line + right);
        float[] larger = scratch.padded();
        int from = 0;
        int to = 0;
        for (int image = 0; image < count; image++) {
            to = zeros(larger, to, above);
            for (int row = 0; row < input.rows(); row++) {
                to = zeros(larger, to, left);
                System.arraycopy(images, from, larger, to, line);
                from += line;
                to = zeros(larger, to + line, right);
            }
            to = zeros(larger, to, below);
        }
        return larger;
    }

    private static int zeros(float[] values, int at, int count) {
        Arrays.fill(values, at, at + count, 0);
        return at + count;
    }
}
