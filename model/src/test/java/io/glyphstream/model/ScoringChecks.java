package io.glyphstream.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.matrix.Kernel;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What holds of the scores of every network. */
public final class ScoringChecks {

    private ScoringChecks() {}

    /** Scores images with a kernel. */
    @FunctionalInterface
    public interface Scoring {

        /** Returns the scores of some images. */
        Scores score(byte[] pixels, int images, Kernel kernel);
    }

    /** Scores 140 images one by one and in batches of several sizes, with each kernel, and compares all bits. */
    public static void requireSameBitsInAnyBatchAndOnAnyKernel(Scoring network, int area) {
        int images = 140;
        byte[] pixels = TestData.pixels(images * area, 0.3, 2);
        float[][] alone = IntStream.range(0, images)
                .mapToObj(i -> network.score(images(pixels, i, 1, area), 1, Kernel.scalar())
                        .outputs(0))
                .toArray(float[][]::new);

        for (Kernel kernel : List.of(Kernel.scalar(), Kernel.fastest())) {
            for (int batch : new int[] {1, 2, 7, 63, 64, 65, 140}) {
                for (int first = 0; first < images; first += batch) {
                    int count = Math.min(batch, images - first);
                    Scores scores = network.score(images(pixels, first, count, area), count, kernel);
                    for (int i = 0; i < count; i++) {
                        assertThat(scores.outputs(i))
                                .as("image %d in a batch of %d", first + i, batch)
                                .containsExactly(alone[first + i]);
                    }
                }
            }
        }
    }

    /** Scores the same 64 images 200 times at once, and compares all bits. */
    public static void requireThatOneInstanceServesManyThreads(Classifier network) {
        byte[] pixels = TestData.pixels(64 * network.input().values(), 0.3, 3);
        Scores expected = network.score(pixels, 64);

        List<Scores> all = IntStream.range(0, 200)
                .parallel()
                .mapToObj(i -> network.score(pixels, 64))
                .toList();

        assertThat(all).allSatisfy(scores -> {
            for (int image = 0; image < 64; image++) {
                assertThat(scores.outputs(image)).containsExactly(expected.outputs(image));
            }
        });
    }

    private static byte[] images(byte[] pixels, int first, int count, int area) {
        return Arrays.copyOfRange(pixels, first * area, (first + count) * area);
    }
}
