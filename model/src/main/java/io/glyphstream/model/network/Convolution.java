package io.glyphstream.model.network;

/**
 * Sums over a window that moves across the image: at each place, a bias for each filter, plus the products of the filter's
 * weights with what is in the window. Outside of the image there are zeros.
 *
 * <p>Strictly this is a cross-correlation, as in all such networks: the filter is not turned around.
 *
 * @param filters the number of channels of the output
 * @param rows of the window
 * @param columns of the window
 * @param stride how far the window moves, along both axes
 * @param padding how far the window may reach beyond each edge; less than the window's sides
 */
public record Convolution(int filters, int rows, int columns, int stride, int padding) implements Layer {

    public Convolution {
        NetworkForm.requireWithin("filters", filters, 1, NetworkForm.MAXIMAL_WIDTH);
        NetworkForm.requireWithin("a window's rows", rows, 1, NetworkForm.MAXIMAL_WINDOW);
        NetworkForm.requireWithin("a window's columns", columns, 1, NetworkForm.MAXIMAL_WINDOW);
        NetworkForm.requireWithin("stride", stride, 1, NetworkForm.MAXIMAL_WINDOW);
        NetworkForm.requireWithin("padding", padding, 0, Math.min(rows, columns) - 1);
    }

    /** Returns a square window that moves by one place and reaches as far beyond the edges as keeps the size. */
    public static Convolution same(int filters, int side) {
        return new Convolution(filters, side, side, 1, side / 2);
    }

    @Override
    public Shape outputOf(Shape input) {
        return new Shape(length(input.rows(), rows), length(input.columns(), columns), filters);
    }

    private int length(int available, int window) {
        int padded = available + 2 * padding;
        if (window > padded) {
            throw new IllegalArgumentException(
                    "a window of " + rows + " x " + columns + " must fit the image, which is " + available
                            + " long on one side with " + padding + " of padding at each end");
        }
        return (padded - window) / stride + 1;
    }

    @Override
    public long inputsOfSum(Shape input) {
        return (long) rows * columns * input.channels();
    }

    @Override
    public <T> T accept(Visitor<T> visitor) {
        return visitor.convolution(this);
    }
}
