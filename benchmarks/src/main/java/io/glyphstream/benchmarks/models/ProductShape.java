package io.glyphstream.benchmarks.models;

import java.util.List;

/**
 * The shape of a matrix product: (rows x inner) times (inner x columns).
 *
 * @param use what needs such products
 */
public record ProductShape(String use, int rows, int inner, int columns, Form form) {

    /** The shape that claims are made about. */
    public static final ProductShape LARGE = new ProductShape("large", 600, 784, 1024, Form.PLAIN);

    /** What training a network of 784-500-10 multiplies, in batches of 64, and scoring, in batches of 1024. */
    public static final List<ProductShape> PERCEPTRON = List.of(
            new ProductShape("forward, hidden", 64, 784, 500, Form.PLAIN),
            new ProductShape("forward, output", 64, 500, 10, Form.PLAIN),
            new ProductShape("back, output", 64, 10, 500, Form.RIGHT_TRANSPOSED),
            new ProductShape("gradient, output", 500, 64, 10, Form.LEFT_TRANSPOSED),
            new ProductShape("gradient, hidden", 784, 64, 500, Form.LEFT_TRANSPOSED),
            new ProductShape("scoring, hidden", 1024, 784, 500, Form.PLAIN));

    double operations() {
        return 2.0 * rows * inner * columns;
    }

    /** Returns the shape as people write it, such as {@code 600 x 784 x 1024}. */
    String text() {
        return rows + " x " + inner + " x " + columns;
    }

    /** Which factor is stored transposed. */
    public enum Form {
        PLAIN,
        LEFT_TRANSPOSED,
        RIGHT_TRANSPOSED
    }
}
