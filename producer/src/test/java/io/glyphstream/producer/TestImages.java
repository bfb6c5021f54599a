package io.glyphstream.producer;

import io.glyphstream.datasets.Dataset;
import io.glyphstream.datasets.LabeledImages;
import java.util.Arrays;

/** Small sets whose images can be told apart: image i of part p is filled with 10 p + i, and labeled i modulo 10. */
final class TestImages {

    private TestImages() {}

    static Dataset dataset(int trainingImages, int testImages) {
        return new Dataset("tiny", images("tiny training", trainingImages, 10), images("tiny test", testImages, 0));
    }

    private static LabeledImages images(String name, int count, int base) {
        var pixels = new byte[count * 4];
        var labels = new int[count];
        for (var i = 0; i < count; i++) {
            labels[i] = i % 10;
            Arrays.fill(pixels, 4 * i, 4 * i + 4, (byte) (base + i));
        }
        return new LabeledImages(name, 2, 2, 10, pixels, labels);
    }
}
