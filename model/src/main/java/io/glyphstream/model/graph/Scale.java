package io.glyphstream.model.graph;

import java.util.List;

/**
 * Each value times a weight, plus a bias, rounded once: a normalization, or a constant that is multiplied or added.
 *
 * @param extent what has a weight and a bias of its own
 */
public record Scale(Extent extent) implements Operation {

    @Override
    public Shape outputOf(List<Shape> inputs) {
        return Bounds.single(inputs);
    }

    @Override
    public long weightsOf(List<Shape> inputs) {
        Shape input = Bounds.single(inputs);
        return extent == Extent.CHANNEL ? input.channels() : input.size();
    }

    @Override
    public long biasesOf(List<Shape> inputs) {
        return weightsOf(inputs);
    }

    @Override
    public Placement placement() {
        return Placement.OVER_INPUT;
    }

    @Override
    public <T> T accept(Visitor<T> visitor) {
        return visitor.scale(this);
    }

    /** What has a weight and a bias of its own. */
    public enum Extent {
        /** Each channel. */
        CHANNEL(0),
        /** Each value, in the order row, column, channel. */
        VALUE(1);

        /** What snapshots hold for it; it never changes. */
        final int code;

        Extent(int code) {
            this.code = code;
        }

        /**
         * Returns the extent that a number of a snapshot stands for.
         *
         * @throws IllegalArgumentException if it stands for none
         */
        static Extent of(int code) {
            for (Extent extent : values()) {
                if (extent.code == code) {
                    return extent;
                }
            }
            throw new IllegalArgumentException("the extent of a scale must be one of [0, 1] but was " + code);
        }
    }
}
