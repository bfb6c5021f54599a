package io.glyphstream.model.graph;

import java.util.List;

/**
 * Sums of all values at a place: a bias for each output, plus the products of its weights with the values. What has more than
 * one place becomes the same sums at each of them.
 *
 * <p>Weights are (outputs x channels), biases one for each output; one without biases has zeros.
 *
 * @param outputs the number of sums
 */
public record Dense(int outputs) implements Operation {

    public Dense {
        Bounds.requireWithin("outputs", outputs, 1, Bounds.MAXIMAL_WIDTH);
    }

    @Override
    public Shape outputOf(List<Shape> inputs) {
        Shape input = Bounds.single(inputs);
        return new Shape(input.rows(), input.columns(), outputs);
    }

    @Override
    public long weightsOf(List<Shape> inputs) {
        return outputs * inputsOfValue(inputs);
    }

    @Override
    public long biasesOf(List<Shape> inputs) {
        return outputs;
    }

    @Override
    public long inputsOfValue(List<Shape> inputs) {
        return Bounds.single(inputs).channels();
    }

    @Override
    public int groupsOf(List<Shape> inputs) {
        return 1;
    }

    /** Returns the same as a convolution: a window of one place. */
    Convolution asConvolution() {
        return new Convolution(outputs, 1, new Window(Span.of(1), Span.of(1)));
    }

    @Override
    public <T> T accept(Visitor<T> visitor) {
        return visitor.dense(this);
    }
}
