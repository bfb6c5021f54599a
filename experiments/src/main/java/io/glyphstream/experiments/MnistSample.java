package io.glyphstream.experiments;

import io.glyphstream.datasets.Dataset;
import io.glyphstream.datasets.LabeledImages;

/**
 * The images that the original study drew from MNIST at random.
 *
 * @param training 20,000 images
 * @param test 200 images
 */
record MnistSample(LabeledImages training, LabeledImages test) {

    static final int SEED = 0;

    private static final int TRAINING = 20_000;
    private static final int TEST = 200;

    static MnistSample of(Dataset mnist) {
        var sampling = new PythonSampling(SEED);
        int[] training = sampling.sample(mnist.training().size(), TRAINING);
        int[] test = sampling.sample(mnist.test().size(), TEST);
        return new MnistSample(mnist.training().select(training), mnist.test().select(test));
    }
}
