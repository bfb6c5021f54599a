package io.glyphstream.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SparseProductTest {

    /** Rows that have most columns in common, few, or none, from none at all to more than go together. */
    @ParameterizedTest
    @CsvSource({
        "1, 0, 5, 10, 0.5, 0.5",
        "2, 1, 784, 500, 0.5, 0.4",
        "3, 7, 30, 16, 0.3, 1",
        "4, 8, 31, 17, 0.3, 1",
        "5, 9, 784, 500, 0.5, 0.4",
        "6, 63, 97, 33, 0.6, 0.7",
        "7, 64, 784, 129, 0.45, 0.45",
        "8, 65, 101, 300, 1, 0.1",
        "9, 72, 64, 32, 0.5, 0.9",
        "10, 137, 50, 48, 0.9, 0.6",
        "11, 16, 40, 100, 0, 1",
        "12, 24, 3, 64, 1, 1"
    })
    void vectorKernelGivesTheSameBits(
            long seed, int rows, int inner, int columns, double shareOfColumns, double shareOfRow) {
        assumeTrue(VectorSupport.isPresent(), "without the vector module there is one kernel only");
        var random = new Random(seed);
        var left = left(random, rows, inner, shareOfColumns, shareOfRow);
        int stride = SparseRows.stride(columns);
        float[] right = floats(random, inner * stride);
        float[] start = floats(random, rows * stride);

        float[] expected = start.clone();
        new ScalarKernel().add(new SparseProduct(left, right, expected, stride, columns), 0, rows);
        float[] found = start.clone();
        new VectorKernel().add(new SparseProduct(left, right, found, stride, columns), 0, rows);

        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int at = row * stride + column;
                assertThat(Float.floatToRawIntBits(found[at]))
                        .as("row %d, column %d", row, column)
                        .isEqualTo(Float.floatToRawIntBits(expected[at]));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 3, 20", "2, 5, 77"})
    void rowsThatWereNotAskedForStayAsTheyAre(long seed, int from, int to) {
        assumeTrue(VectorSupport.isPresent(), "without the vector module there is one kernel only");
        var random = new Random(seed);
        var left = left(random, 80, 40, 0.8, 0.8);
        int stride = SparseRows.stride(64);
        float[] out = new float[80 * stride];
        new VectorKernel().add(new SparseProduct(left, floats(random, 40 * stride), out, stride, 64), from, to);
        for (int row = 0; row < 80; row++) {
            boolean asked = row >= from && row < to;
            assertThat(out[row * stride] != 0).as("row %d", row).isEqualTo(asked);
        }
    }

    /** Each row has a share of the columns that are in use at all; so does the last column, for every row. */
    private static SparseRows left(Random random, int rows, int inner, double shareOfColumns, double shareOfRow) {
        boolean[] used = new boolean[inner];
        for (int column = 0; column < inner; column++) {
            used[column] = random.nextDouble() < shareOfColumns || shareOfColumns > 0 && column == inner - 1;
        }
        var left = new SparseRows(rows, inner);
        float[] dense = new float[inner];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < inner; column++) {
                boolean entry = used[column] && (column == inner - 1 || random.nextDouble() < shareOfRow);
                dense[column] = entry ? (float) random.nextGaussian() : 0;
            }
            left.gather(row, dense, 0);
        }
        return left;
    }

    private static float[] floats(Random random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
