package io.glyphstream.model.graph;

import java.util.List;

/** The product of two values of one shape, place by place. */
public record Multiply() implements Operation {

    @Override
    public Shape outputOf(List<Shape> inputs) {
        return Bounds.pair(inputs);
    }

    @Override
    public Placement placement() {
        return Placement.OVER_INPUT;
    }

    @Override
    public <T> T accept(Visitor<T> visitor) {
        return visitor.multiply(this);
    }
}
