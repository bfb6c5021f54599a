package io.glyphstream.model.graph;

import java.util.List;

/**
 * Sums over a window that moves across the image: at each place, a bias for each filter, plus the products of the filter's
 * weights with what is in the window. Outside of the image there are zeros. The filter is not turned around.
 *
 * <p>With groups, the channels are cut into so many runs of equal length, and the filters too: those of a run see the
 * channels of that run alone. Weights are (filters x rows x columns x channels of a group), biases one for each filter; one
 * without biases has zeros.
 *
 * @param filters the number of channels of the output
 */
public record Convolution(int filters, int groups, Window window) implements Operation {

    public Convolution {
        Bounds.requireWithin("filters", filters, 1, Bounds.MAXIMAL_WIDTH);
        Bounds.requireWithin("groups", groups, 1, Bounds.MAXIMAL_WIDTH);
        if (filters % groups != 0) {
            throw new IllegalArgumentException(
                    "filters must be a multiple of the " + groups + " groups but were " + filters);
        }
    }

    @Override
    public Shape outputOf(List<Shape> inputs) {
        Shape input = Bounds.single(inputs);
        if (input.channels() % groups != 0) {
            throw new IllegalArgumentException(
                    "channels must be a multiple of the " + groups + " groups but were " + input.channels());
        }
        return window.places(input, filters);
    }

    @Override
    public long weightsOf(List<Shape> inputs) {
        return filters * inputsOfValue(inputs);
    }

    @Override
    public long biasesOf(List<Shape> inputs) {
        return filters;
    }

    @Override
    public long inputsOfValue(List<Shape> inputs) {
        return window.size() * (Bounds.single(inputs).channels() / groups);
    }

    @Override
    public long roomOf(List<Shape> inputs) {
        return window.isPadded() ? window.padded(Bounds.single(inputs)) : 0;
    }

    @Override
    public int groupsOf(List<Shape> inputs) {
        return isDepthwise(Bounds.single(inputs)) ? 1 : groups;
    }

    /**
     * Returns whether each filter sees one channel, its own. The weights of all filters are then read side by side, as if there
     * was one group.
     */
    boolean isDepthwise(Shape input) {
        return groups == input.channels() && groups == filters;
    }

    @Override
    public <T> T accept(Visitor<T> visitor) {
        return visitor.convolution(this);
    }
}
