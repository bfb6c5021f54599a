package io.glyphstream.model.graph;

import java.util.List;

/**
 * All values of an image as those of one place, in the order row, column, channel.
 *
 * <p>Where they should be in the order channel, row, column, a {@link Permute#channelsFirst} comes before it.
 */
public record Flatten() implements Operation {

    @Override
    public Shape outputOf(List<Shape> inputs) {
        return Shape.flat(Math.toIntExact(Bounds.single(inputs).size()));
    }

    @Override
    public Placement placement() {
        return Placement.IS_INPUT;
    }

    @Override
    public <T> T accept(Visitor<T> visitor) {
        return visitor.flatten(this);
    }
}
