package io.glyphstream.model.graph;

import java.util.List;

/** The sum of values of one shape, added in the order in which they come. */
public record Add() implements Operation {

    @Override
    public Shape outputOf(List<Shape> inputs) {
        Shape first = inputs.get(0);
        for (Shape input : inputs) {
            if (!input.equals(first)) {
                throw new IllegalArgumentException("what is added must have one shape but was " + inputs);
            }
        }
        return first;
    }

    @Override
    public Placement placement() {
        return Placement.OVER_INPUT;
    }

    @Override
    public <T> T accept(Visitor<T> visitor) {
        return visitor.add(this);
    }
}
