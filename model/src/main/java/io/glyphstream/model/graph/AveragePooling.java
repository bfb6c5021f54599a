package io.glyphstream.model.graph;

import java.util.List;

/** The mean of each channel in a window that moves across the image. Outside of the image there are zeros. */
public record AveragePooling(Window window, Divisor divisor) implements Operation {

    @Override
    public Shape outputOf(List<Shape> inputs) {
        Shape input = Bounds.single(inputs);
        Shape output = window.places(input, input.channels());
        window.requireInside(input);
        return output;
    }

    @Override
    public long inputsOfValue(List<Shape> inputs) {
        return window.size();
    }

    @Override
    public <T> T accept(Visitor<T> visitor) {
        return visitor.averagePooling(this);
    }

    /** What a sum is divided by. */
    public enum Divisor {
        /** The number of values in the window that are inside of the image. */
        INSIDE(0),
        /** The number of all values in the window. */
        WINDOW(1);

        /** What snapshots hold for it; it never changes. */
        final int code;

        Divisor(int code) {
            this.code = code;
        }

        /**
         * Returns the divisor that a number of a snapshot stands for.
         *
         * @throws IllegalArgumentException if it stands for none
         */
        static Divisor of(int code) {
            for (Divisor divisor : values()) {
                if (divisor.code == code) {
                    return divisor;
                }
            }
            throw new IllegalArgumentException("the divisor of a pool must be one of [0, 1] but was " + code);
        }
    }
}
