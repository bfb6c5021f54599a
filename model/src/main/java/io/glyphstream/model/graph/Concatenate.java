package io.glyphstream.model.graph;

import java.util.List;

/** Values one after another along an axis; they are equally long along the others. */
public record Concatenate(Axis axis) implements Operation {

    @Override
    public Shape outputOf(List<Shape> inputs) {
        Shape first = inputs.get(0);
        long length = 0;
        for (Shape input : inputs) {
            if (!with(input, 1).equals(with(first, 1))) {
                throw new IllegalArgumentException("what is put together along the " + axis
                        + " must be equal along the other axes but was " + inputs);
            }
            length += input.length(axis);
        }
        Bounds.requireAtMost("values along an axis", length, Bounds.MAXIMAL_VALUES);
        return with(first, Math.toIntExact(length));
    }

    /** Returns the shape with another length along the axis. */
    private Shape with(Shape shape, int length) {
        return switch (axis) {
            case ROWS -> new Shape(length, shape.columns(), shape.channels());
            case COLUMNS -> new Shape(shape.rows(), length, shape.channels());
            case CHANNELS -> new Shape(shape.rows(), shape.columns(), length);
        };
    }

    @Override
    public long inputsOfValue(List<Shape> inputs) {
        return 1;
    }

    @Override
    public <T> T accept(Visitor<T> visitor) {
        return visitor.concatenate(this);
    }
}
