package io.glyphstream.model.graph;

import java.util.List;

/** One value for each channel of all places. */
public record GlobalPooling(Choice choice) implements Operation {

    @Override
    public Shape outputOf(List<Shape> inputs) {
        return Shape.flat(Bounds.single(inputs).channels());
    }

    @Override
    public long inputsOfValue(List<Shape> inputs) {
        return Bounds.single(inputs).places();
    }

    @Override
    public <T> T accept(Visitor<T> visitor) {
        return visitor.globalPooling(this);
    }

    /** Which value stands for all. */
    public enum Choice {
        /** The largest one. */
        LARGEST(0),
        /** Their mean. */
        MEAN(1);

        /** What snapshots hold for it; it never changes. */
        final int code;

        Choice(int code) {
            this.code = code;
        }

        /**
         * Returns the choice that a number of a snapshot stands for.
         *
         * @throws IllegalArgumentException if it stands for none
         */
        static Choice of(int code) {
            for (Choice choice : values()) {
                if (choice.code == code) {
                    return choice;
                }
            }
            throw new IllegalArgumentException("the choice of a global pool must be one of [0, 1] but was " + code);
        }
    }
}
