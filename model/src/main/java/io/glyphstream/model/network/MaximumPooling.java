package io.glyphstream.model.network;

/**
 * The largest value of each channel in a square window that moves by its own side. What is left at the right and the lower
 * edge is not looked at.
 *
 * @param side of the window
 */
public record MaximumPooling(int side) implements Layer {

    public MaximumPooling {
        NetworkForm.requireWithin("a pool's side", side, 1, NetworkForm.MAXIMAL_WINDOW);
    }

    @Override
    public Shape outputOf(Shape input) {
        if (side > input.rows() || side > input.columns()) {
            throw new IllegalArgumentException(
                    "a pool of " + side + " x " + side + " must fit what comes to it but that was " + input);
        }
        return new Shape(input.rows() / side, input.columns() / side, input.channels());
    }

    @Override
    public <T> T accept(Visitor<T> visitor) {
        return visitor.pooling(this);
    }
}
