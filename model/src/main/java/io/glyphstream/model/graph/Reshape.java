package io.glyphstream.model.graph;

import java.util.List;

/** The same values in the same order, row, column, channel, in another shape. */
public record Reshape(Shape shape) implements Operation {

    @Override
    public Shape outputOf(List<Shape> inputs) {
        Shape input = Bounds.single(inputs);
        if (input.size() != shape.size()) {
            throw new IllegalArgumentException(
                    "a shape of " + shape + " must have as many values as what comes to it but that was " + input);
        }
        return shape;
    }

    @Override
    public Placement placement() {
        return Placement.IS_INPUT;
    }

    @Override
    public <T> T accept(Visitor<T> visitor) {
        return visitor.reshape(this);
    }
}
