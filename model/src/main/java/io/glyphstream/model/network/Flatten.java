package io.glyphstream.model.network;

/** All values of an image as those of one place, in the same order. */
public record Flatten() implements Layer {

    @Override
    public Shape outputOf(Shape input) {
        return Shape.flat(Math.toIntExact(input.size()));
    }

    @Override
    public <T> T accept(Visitor<T> visitor) {
        return visitor.flatten(this);
    }
}
