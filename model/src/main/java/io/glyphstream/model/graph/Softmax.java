package io.glyphstream.model.graph;

import java.util.List;

/** Probabilities of the channels at each place: exp(value) by the sum of all. */
public record Softmax() implements Operation {

    @Override
    public Shape outputOf(List<Shape> inputs) {
        return Bounds.single(inputs);
    }

    @Override
    public Placement placement() {
        return Placement.OVER_INPUT;
    }

    @Override
    public <T> T accept(Visitor<T> visitor) {
        return visitor.softmax(this);
    }
}
