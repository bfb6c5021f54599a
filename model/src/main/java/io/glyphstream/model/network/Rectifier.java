package io.glyphstream.model.network;

/** Zero in place of what is negative. */
public record Rectifier() implements Layer {

    @Override
    public Shape outputOf(Shape input) {
        return input;
    }

    @Override
    public <T> T accept(Visitor<T> visitor) {
        return visitor.rectifier(this);
    }
}
