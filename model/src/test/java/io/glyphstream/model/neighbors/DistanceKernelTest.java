package io.glyphstream.model.neighbors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.glyphstream.matrix.VectorSupport;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistanceKernelTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 15, 16, 17, 31, 33, 784, 2048, 2049, 4095, 4096, 4097, 32_768, 40_009, 1 << 20})
    void measuresDistancesExactly(int length) {
        var random = new Random(length);
        var image = new byte[length + 3];
        var other = new byte[length + 5];
        random.nextBytes(image);
        random.nextBytes(other);

        assertThat(new DistanceScalarKernel().squaredDistance(image, 3, other, 5, length))
                .isEqualTo(definition(image, 3, other, 5, length));
        assertThat(vectorKernel().squaredDistance(image, 3, other, 5, length))
                .isEqualTo(definition(image, 3, other, 5, length));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 784, 4096, 4097, 32_768, 33_000, 1 << 20})
    void measuresTheLargestDistancesExactly(int length) {
        var black = new byte[length];
        var white = new byte[length];
        Arrays.fill(black, Byte.MIN_VALUE);
        Arrays.fill(white, Byte.MAX_VALUE);

        assertThat(new DistanceScalarKernel().squaredDistance(black, 0, white, 0, length))
                .isEqualTo(255L * 255 * length);
        assertThat(vectorKernel().squaredDistance(black, 0, white, 0, length)).isEqualTo(255L * 255 * length);
    }

    /** Bounds may differ by rounding from kernel to kernel, no more. */
    @ParameterizedTest
    @ValueSource(ints = {1, 64, 1000, 1024, 2100})
    void boundsAgreeButForRounding(int references) {
        var random = new Random(references);
        int size = 3 * NeighborFeatures.STEP;
        NeighborBlocks blocks = NeighborBlocks.of(floats(references * size, random), size);
        float[] image = floats(size, random);

        float[][] ofScalar = bounds(new DistanceScalarKernel(), image, blocks);
        float[][] ofVector = bounds(vectorKernel(), image, blocks);

        for (int i = 0; i < ofScalar.length; i++) {
            for (int j = 0; j < ofScalar[i].length; j++) {
                assertThat(ofVector[i][j]).isBetween(ofScalar[i][j] * 0.9999f, ofScalar[i][j] * 1.0001f);
            }
        }
    }

    private static float[][] bounds(DistanceKernel kernel, float[] image, NeighborBlocks blocks) {
        var middlesAndBounds = new float[2 + blocks.count()][blocks.count()];
        kernel.measureBoxes(image, blocks, middlesAndBounds[0], middlesAndBounds[1]);
        for (int block = 0; block < blocks.count(); block++) {
            var sums = new float[NeighborBlocks.LANES];
            assertThat(kernel.anyWithin(Float.MAX_VALUE, image, blocks, block, sums))
                    .isTrue();
            middlesAndBounds[2 + block] = sums;
        }
        return middlesAndBounds;
    }

    private static float[] floats(int length, Random random) {
        var values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = random.nextFloat() * 1000 - 500;
        }
        return values;
    }

    private static long definition(byte[] image, int offset, byte[] other, int otherOffset, int length) {
        long sum = 0;
        for (int i = 0; i < length; i++) {
            long difference = image[offset + i] - other[otherOffset + i];
            sum += difference * difference;
        }
        return sum;
    }

    private static DistanceKernel vectorKernel() {
        assumeTrue(
                VectorSupport.isPresent() && DistanceVectorKernel.isWorthwhile(),
                "skipped: no vector module, or vectors too narrow");
        return new DistanceVectorKernel();
    }
}
