package io.glyphstream.model.graph;

import java.util.List;

/** The first value by the second, which has the same shape, place by place. */
public record Divide() implements Operation {

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
        return visitor.divide(this);
    }
}
