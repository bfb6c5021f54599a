package io.glyphstream.model.neighbors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.glyphstream.matrix.VectorSupport;
import io.glyphstream.model.TestData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NeighborIndexTest {

    /** The two kernels; plain Java serves where vectors are missing. */
    enum Kernel {
        SCALAR,
        VECTOR;

        DistanceKernel kernel() {
            if (this == SCALAR) {
                return new DistanceScalarKernel();
            }
            assumeTrue(
                    VectorSupport.isPresent() && DistanceVectorKernel.isWorthwhile(),
                    "skipped: no vector module, or vectors too narrow");
            return new DistanceVectorKernel();
        }
    }

    @Test
    void findsTheTenNeighborsOfAllOfMnistThatTheOracleNames() throws IOException {
        Neighbors neighbors =
                mnistIndex(Kernel.VECTOR).search(TestData.mnist("t10k", 10_000).pixels(), 10);

        assertAgreesWithOracle(neighbors);
    }

    /** On a sample, since plain Java takes a few times as long. */
    @Test
    void findsTheTenNeighborsThatTheOracleNamesWithoutVectorsToo() throws IOException {
        Neighbors neighbors =
                mnistIndex(Kernel.SCALAR).search(TestData.mnist("t10k", 2_000).pixels(), 10);

        assertAgreesWithOracle(neighbors);
    }

    @ParameterizedTest
    @CsvSource({
        // references, images, pixels, k
        "1, 3, 784, 1",
        "1, 3, 1, 5",
        "2, 5, 6, 7",
        "63, 20, 49, 3",
        "64, 20, 49, 64",
        "65, 20, 49, 65",
        "65, 20, 49, 1000",
        "300, 40, 1, 10",
        "300, 40, 17, 299",
        "1000, 300, 35, 5",
        "2500, 50, 100, 600",
        "40, 10, 5000, 4"
    })
    void findsWhatTheScanFinds(int references, int images, int pixels, int k) {
        for (Kernel kernel : Kernel.values()) {
            for (Drawing drawing : Drawing.values()) {
                var random = new Random(references + images);
                byte[] drawn = drawing.draw(references, pixels, random);
                byte[] sought = drawing.draw(images, pixels, random);
                System.arraycopy(drawn, 0, sought, 0, pixels);

                Neighbors found = index(drawn, pixels, kernel).search(sought, Math.min(k, references));

                assertSame(NeighborScan.search(drawn, sought, pixels, k), found, kernel + " " + drawing);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Kernel.class)
    void findsTheSameWhateverElseIsInTheBatch(Kernel kernel) {
        var random = new Random(5);
        byte[] references = Drawing.CLUSTERS.draw(3_000, 64, random);
        byte[] images = Drawing.CLUSTERS.draw(1_100, 64, random);
        NeighborIndex index = index(references, 64, kernel);
        Neighbors together = index.search(images, 7);

        for (int batch : new int[] {1, 2, 511, 512, 513}) {
            for (int from = 0; from < 1_100; from += batch) {
                int to = Math.min(from + batch, 1_100);
                Neighbors apart = index.search(Arrays.copyOfRange(images, from * 64, to * 64), 7);
                for (int i = from; i < to; i++) {
                    assertSameNeighbors(together, i, apart, i - from, "batch " + batch);
                }
            }
        }
    }

    /** Whatever the components are, they may cost time but no neighbor. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anyComponentsWillDo(long seed) {
        var random = new Random(seed);
        byte[] references = Drawing.CLUSTERS.draw(700, 30, random);
        byte[] images = Drawing.CLUSTERS.draw(100, 30, random);
        var components = new float[20][30];
        for (float[] component : components) {
            for (int pixel = 0; pixel < component.length; pixel++) {
                component[pixel] = random.nextFloat() * 4 - 2;
            }
        }
        components[3] = components[4].clone();
        components[5] = new float[30];
        var features = new NeighborFeatures(components, new byte[30]);

        Neighbors found = new NeighborIndex(references, features, DistanceKernel.fastest()).search(images, 9);

        assertSame(NeighborScan.search(references, images, 30, 9), found, "random components");
    }

    @Test
    void measuresFewReferencesWhereTheyAreInClusters() {
        var random = new Random(7);
        byte[] references = Drawing.CLUSTERS.draw(20_000, 100, random);

        Neighbors found = index(references, 100, Kernel.SCALAR).search(Arrays.copyOf(references, 10_000), 5);

        assertThat(found.measuredDistances() / 100).isLessThan(20_000 / 10);
    }

    @Test
    void givesTheReferencesBackInTheirOrder() {
        byte[] references = Drawing.NOISE.draw(500, 12, new Random(3));

        assertThat(index(references, 12, Kernel.SCALAR).references()).isEqualTo(references);
    }

    private static NeighborIndex index(byte[] references, int pixels, Kernel kernel) {
        return new NeighborIndex(references, NeighborFeatureChoice.of(references, pixels), kernel.kernel());
    }

    private static NeighborIndex mnistIndex(Kernel kernel) throws IOException {
        return index(TestData.mnist("train", 60_000).pixels(), 784, kernel);
    }

    private static void assertSame(Neighbors expected, Neighbors found, String what) {
        assertThat(found.images()).isEqualTo(expected.images());
        assertThat(found.k()).isEqualTo(expected.k());
        for (int image = 0; image < expected.images(); image++) {
            assertSameNeighbors(expected, image, found, image, what);
        }
    }

    private static void assertSameNeighbors(Neighbors expected, int image, Neighbors found, int at, String what) {
        for (int rank = 0; rank < expected.k(); rank++) {
            assertThat(found.distance(at, rank))
                    .as("%s, image %d, distance %d", what, image, rank)
                    .isEqualTo(expected.distance(image, rank));
            assertThat(found.index(at, rank))
                    .as("%s, image %d, neighbor %d", what, image, rank)
                    .isEqualTo(expected.index(image, rank));
        }
    }

    private static void assertAgreesWithOracle(Neighbors neighbors) throws IOException {
        var wrong = 0;
        try (var lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(TestData.file("oracles/mnist-10nn.csv.gz"))),
                StandardCharsets.US_ASCII))) {
            lines.readLine();
            for (int image = 0; image < neighbors.images(); image++) {
                String[] fields = lines.readLine().split(",", -1);
                for (int rank = 0; rank < 10; rank++) {
                    boolean same = neighbors.index(image, rank) == Integer.parseInt(fields[1 + rank])
                            && neighbors.distance(image, rank) == Long.parseLong(fields[11 + rank]);
                    wrong += same ? 0 : 1;
                }
            }
        }
        assertThat(wrong).isZero();
    }

    /** Kinds of images, most of them awkward. */
    enum Drawing {
        NOISE {
            @Override
            int pixel(int image, int pixel, Random random) {
                return random.nextInt(256);
            }
        },
        BLACK_AND_WHITE {
            @Override
            int pixel(int image, int pixel, Random random) {
                return random.nextInt(2) * 255;
            }
        },
        ALL_EQUAL {
            @Override
            int pixel(int image, int pixel, Random random) {
                return 200;
            }
        },
        CONSTANT_BUT_FOR_ONE_PIXEL {
            @Override
            int pixel(int image, int pixel, Random random) {
                return pixel == 0 ? random.nextInt(3) : 9;
            }
        },
        DUPLICATES {
            @Override
            int pixel(int image, int pixel, Random random) {
                return (image % 4 * 61 + pixel * 7) & 0xFF;
            }
        },
        ALL_EQUALLY_FAR {
            @Override
            int pixel(int image, int pixel, Random random) {
                return image % 50 == pixel ? 255 : 0;
            }
        },
        CLUSTERS {
            @Override
            int pixel(int image, int pixel, Random random) {
                int middle = new Random(image % 20 * 1_000L + pixel).nextInt(200);
                return middle + random.nextInt(30);
            }
        };

        abstract int pixel(int image, int pixel, Random random);

        byte[] draw(int images, int pixels, Random random) {
            var drawn = new byte[images * pixels];
            for (int i = 0; i < drawn.length; i++) {
                drawn[i] = (byte) pixel(i / pixels, i % pixels, random);
            }
            return drawn;
        }
    }
}
