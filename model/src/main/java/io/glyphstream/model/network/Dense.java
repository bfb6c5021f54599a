package io.glyphstream.model.network;

/**
 * Sums of all values: a bias for each output, plus the products of its weights with the values.
 *
 * @param outputs the number of sums
 */
public record Dense(int outputs) implements Layer {

    public Dense {
        NetworkForm.requireWithin("outputs", outputs, 1, NetworkForm.MAXIMAL_WIDTH);
    }

    @Override
    public Shape outputOf(Shape input) {
        if (input.places() != 1) {
            throw new IllegalArgumentException("what comes to a dense layer must be flat but was " + input);
        }
        return Shape.flat(outputs);
    }

    @Override
    public long inputsOfSum(Shape input) {
        return input.channels();
    }

    @Override
    public boolean mayMissInputs() {
        return true;
    }

    /** Returns the same as a convolution: a window of the one place that there is. */
    Convolution asConvolution() {
        return new Convolution(outputs, 1, 1, 1, 0);
    }

    @Override
    public <T> T accept(Visitor<T> visitor) {
        return visitor.dense(this);
    }
}
