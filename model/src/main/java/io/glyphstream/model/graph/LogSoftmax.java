package io.glyphstream.model.graph;

import java.util.List;

/** Logarithms of the probabilities of the channels at each place: value - log(the sum of exp of all). */
public record LogSoftmax() implements Operation {

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
        return visitor.logSoftmax(this);
    }
}
