package io.glyphstream.model.graph;

import java.util.List;

/** The same values again and again, along each axis that has one value and is to have more. */
public record Expand(Shape shape) implements Operation {

    @Override
    public Shape outputOf(List<Shape> inputs) {
        Shape input = Bounds.single(inputs);
        for (Axis axis : Axis.values()) {
            if (input.length(axis) != 1 && input.length(axis) != shape.length(axis)) {
                throw new IllegalArgumentException("what comes to it must have 1 value or as many as " + shape
                        + " along each axis, but was " + input);
            }
        }
        return shape;
    }

    @Override
    public long inputsOfValue(List<Shape> inputs) {
        return 1;
    }

    @Override
    public <T> T accept(Visitor<T> visitor) {
        return visitor.expand(this);
    }
}
