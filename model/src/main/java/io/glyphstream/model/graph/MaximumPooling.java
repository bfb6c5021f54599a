package io.glyphstream.model.graph;

import java.util.List;

/** The largest value of each channel in a window that moves across the image. What is outside of the image does not count. */
public record MaximumPooling(Window window) implements Operation {

    @Override
    public Shape outputOf(List<Shape> inputs) {
        Shape input = Bounds.single(inputs);
        Shape output = window.places(input, input.channels());
        window.requireInside(input);
        return output;
    }

    @Override
    public long inputsOfValue(List<Shape> inputs) {
        return window.size();
    }

    @Override
    public <T> T accept(Visitor<T> visitor) {
        return visitor.maximumPooling(this);
    }
}
