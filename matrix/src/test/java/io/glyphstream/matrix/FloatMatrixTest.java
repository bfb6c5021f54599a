package io.glyphstream.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.exception.DimensionMismatchException;
import org.apache.commons.math3.exception.OutOfRangeException;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.BlockRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FloatMatrixTest {

    /** Around tiles of 6 and 8 rows, vectors of 4, 8 and 16 floats and pairs of them, 10 steps, every size of a block, and 128 columns. */
    static Stream<Arguments> sizes() {
        int[][] sizes = {
            {1, 1, 1},
            {5, 3, 7},
            {6, 16, 32},
            {7, 17, 33},
            {13, 1, 31},
            {1, 300, 10},
            {97, 257, 10},
            {70, 65, 3},
            {31, 9, 16},
            {33, 2051, 5},
            {61, 10, 129},
            {129, 10, 32},
            {2, 11, 35},
            {1, 7, 515},
            {9, 1025, 11},
            {100, 513, 101},
            {5, 256, 515},
            {193, 40, 67},
            {25, 75, 17},
            {9, 1025, 31},
            {7, 26, 24},
            {16, 9, 5},
            {64, 20, 6},
            {24, 1030, 11},
            {13, 1100, 50},
            {12, 96, 160},
            {8, 80, 129},
            {14, 1029, 131}
        };
        return IntStream.range(0, sizes.length)
                .mapToObj(i -> Arguments.of(sizes[i][0], sizes[i][1], sizes[i][2], 100L + i));
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void productsAgreeWithCommonsMath(int rows, int depth, int columns, long seed) {
        FloatMatrix left = random(rows, depth, seed);
        FloatMatrix right = random(depth, columns, seed + 1);
        RealMatrix expected = new BlockRealMatrix(left.getData()).multiply(new BlockRealMatrix(right.getData()));

        assertClose(left.multiply(right), expected, depth);
        assertClose(left.transpose().transposedMultiply(right), expected, depth);
        assertClose(left.multiplyTransposed(right.transpose()), expected, depth);
        assertClose(left.multiply(new Array2DRowRealMatrix(right.getData())), expected, depth);
        assertClose(right.preMultiply(left), expected, depth);
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void everyElementAccumulatesInAscendingOrderWithFusedMultiplyAdd(int rows, int depth, int columns, long seed) {
        FloatMatrix left = random(rows, depth, seed);
        FloatMatrix right = random(depth, columns, seed + 1);
        var expected = new float[rows * columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                float sum = 0;
                for (int k = 0; k < depth; k++) {
                    sum = Math.fma((float) left.getEntry(row, k), (float) right.getEntry(k, column), sum);
                }
                expected[row * columns + column] = sum;
            }
        }

        for (Kernel kernel : new Kernel[] {new ScalarKernel(), new VectorKernel()}) {
            assertSameBits(left.multiply(right, kernel, Workers.common()), expected);
            assertSameBits(left.transpose().transposedMultiply(right, kernel, Workers.common()), expected);
            assertSameBits(left.multiplyTransposed(right.transpose(), kernel, Workers.common()), expected);
        }
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void aProductIsAddedToItsOutputOrWrittenOverIt(int rows, int depth, int columns, long seed) {
        FloatMatrix left = random(rows, depth, seed);
        FloatMatrix right = random(depth, columns, seed + 1);
        var shape = new Product.Shape(rows, depth, columns);
        for (int step : new int[] {columns, columns + 3}) {
            float[] before = random(rows + 1, step, seed + 2).toFloats();
            for (Product.Start start : List.of(Product.Start.OUTPUT, Product.Start.ZERO)) {
                for (Strided factor : transposedOrNot(left)) {
                    float[] expected = before.clone();
                    float[] actual = before.clone();
                    Strided other = Strided.rowMajor(right.toFloats(), columns);
                    new ScalarKernel().add(new Product(factor, other, Strided.rowMajor(expected, step), shape, start));
                    new VectorKernel().add(new Product(factor, other, Strided.rowMajor(actual, step), shape, start));

                    assertThat(Arrays.mismatch(actual, expected))
                            .as("%s: first element that differs, rows %d apart", start, step)
                            .isEqualTo(-1);
                }
            }
        }
    }

    /** Outputs with and without gaps between their rows, with a part of the array before and after them that stays as it is. */
    @ParameterizedTest
    @MethodSource("sizes")
    void aProductIsAddedToARow(int rows, int depth, int columns, long seed) {
        FloatMatrix left = random(rows, depth, seed);
        FloatMatrix right = random(depth, columns, seed + 1);
        float[] row = random(1, columns + 2, seed + 3).toFloats();
        var shape = new Product.Shape(rows, depth, columns);
        for (int step : new int[] {columns, columns + 3}) {
            float[] before = random(rows + 2, step, seed + 2).toFloats();
            for (Strided factor : transposedOrNot(left)) {
                float[] expected = before.clone();
                for (int i = 0; i < rows; i++) {
                    System.arraycopy(row, 2, expected, (i + 1) * step, columns);
                }
                float[] actual = before.clone();
                Strided other = Strided.rowMajor(right.toFloats(), columns);
                Strided first = Strided.rowMajor(row, 0).from(0, 2);
                new ScalarKernel()
                        .add(new Product(
                                factor, other, Strided.rowMajor(expected, step).from(1, 0), shape));
                for (Kernel kernel : new Kernel[] {new ScalarKernel(), new VectorKernel()}) {
                    System.arraycopy(before, 0, actual, 0, before.length);
                    var product = new Product(
                            factor, other, Strided.rowMajor(actual, step).from(1, 0), shape);
                    product.plus(first).add(kernel, Workers.common());

                    assertThat(Arrays.mismatch(actual, expected))
                            .as("first element that differs, rows %d apart", step)
                            .isEqualTo(-1);
                }
            }
        }
    }

    @Test
    void toBeginWithARowTheRowMustBeGiven() {
        Strided matrix = Strided.rowMajor(new float[1], 1);
        var shape = new Product.Shape(1, 1, 1);

        assertThatThrownBy(() -> new Product(matrix, matrix, matrix, shape, Product.Start.ROW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the row that the sums begin with must be given");
    }

    /** The same matrix as it is stored row by row and column by column. */
    private static Strided[] transposedOrNot(FloatMatrix matrix) {
        return new Strided[] {
            Strided.rowMajor(matrix.toFloats(), matrix.getColumnDimension()),
            Strided.rowMajor(matrix.transpose().toFloats(), matrix.getRowDimension())
                    .transposed()
        };
    }

    @Test
    void aProductIsWrittenOverAnotherMatrix() {
        FloatMatrix left = random(20, 30, 4);
        FloatMatrix right = random(30, 40, 5);
        FloatMatrix product = random(20, 40, 6);

        left.multiplyInto(product, right);
        assertThat(product).isEqualTo(left.multiply(right));
        left.transpose().transposedMultiplyInto(product, right.scalarMultiply(2));
        assertThat(product).isEqualTo(left.multiply(right.scalarMultiply(2)));
        left.multiplyTransposedInto(product, right.transpose());
        assertThat(product).isEqualTo(left.multiply(right));
    }

    @Test
    void aProductThatIsLargeEnoughToBeSharedOutHasTheSameBits() {
        FloatMatrix left = random(331, 127, 7);
        FloatMatrix right = random(127, 389, 8);
        float[] alone =
                left.multiply(right, new ScalarKernel(), Workers.alone()).toFloats();

        try (var pool = new WorkerPool(3)) {
            assertSameBits(left.multiply(right, new VectorKernel(), pool), alone);
            assertSameBits(
                    right.transpose()
                            .multiplyTransposed(left, new VectorKernel(), pool)
                            .transpose(),
                    alone);
        }
    }

    @Test
    void matricesThatDoNotFitAreRefused() {
        var matrix = new FloatMatrix(2, 3);
        var square = new FloatMatrix(3, 3);

        assertThatThrownBy(() -> matrix.multiplyInto(square, square)).isInstanceOf(DimensionMismatchException.class);
        assertThatThrownBy(() -> square.multiplyInto(square, new FloatMatrix(3, 3)))
                .hasMessage("a product must not be written over one of its factors");
        assertThatThrownBy(() -> matrix.multiply(new FloatMatrix(2, 3))).isInstanceOf(DimensionMismatchException.class);
        assertThatThrownBy(() -> matrix.transposedMultiply(new FloatMatrix(3, 2)))
                .isInstanceOf(DimensionMismatchException.class);
        assertThatThrownBy(() -> matrix.multiplyTransposed(new FloatMatrix(3, 2)))
                .isInstanceOf(DimensionMismatchException.class);
        assertThatThrownBy(() -> matrix.getEntry(0, 3)).isInstanceOf(OutOfRangeException.class);
    }

    @Test
    void aMatrixBehavesAsCommonsMathExpects() {
        FloatMatrix matrix = random(5, 9, 3);
        var same = new BlockRealMatrix(matrix.getData());

        assertThat(matrix.transpose()).isEqualTo(same.transpose());
        assertThat(matrix.getSubMatrix(1, 3, 2, 7)).isEqualTo(same.getSubMatrix(1, 3, 2, 7));
        assertThat(matrix.scalarMultiply(0.5)).isEqualTo(same.scalarMultiply(0.5));
        assertThat(matrix.copy()).isEqualTo(matrix).isNotSameAs(matrix);
        assertThat(FloatMatrix.of(same)).isEqualTo(matrix);
    }

    private static FloatMatrix random(int rows, int columns, long seed) {
        var random = new Random(seed);
        var values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return FloatMatrix.of(rows, columns, values);
    }

    private static void assertSameBits(FloatMatrix actual, float[] expected) {
        assertThat(Arrays.mismatch(actual.toFloats(), expected))
                .as("first element that differs")
                .isEqualTo(-1);
    }

    /** The error of a float sum grows with its length at most; normal products are of order one. */
    private static void assertClose(RealMatrix actual, RealMatrix expected, int depth) {
        double largest = 0;
        for (int row = 0; row < expected.getRowDimension(); row++) {
            for (int column = 0; column < expected.getColumnDimension(); column++) {
                largest = Math.max(largest, Math.abs(actual.getEntry(row, column) - expected.getEntry(row, column)));
            }
        }
        assertThat(largest).isLessThan(1e-6 * (depth + 10));
    }
}
