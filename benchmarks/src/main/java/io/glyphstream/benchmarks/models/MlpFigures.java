package io.glyphstream.benchmarks.models;

import io.glyphstream.benchmarks.measuring.Rates;
import java.util.List;

/**
 * What the perceptron and its matrices achieve.
 *
 * @param gflops billions of operations a second of our product of 600 x 784 times 784 x 1024
 * @param openBlasGflops likewise of OpenBLAS
 * @param inferencePerSecond images by how many are scored at once
 * @param onnxRuntimePerSecond likewise, ONNX Runtime with the same weights
 * @param trainingImagesPerSecond in batches of the first size of {@code training}
 */
public record MlpFigures(
        int threads,
        String network,
        double gflops,
        double openBlasGflops,
        Rates inferencePerSecond,
        Rates onnxRuntimePerSecond,
        double trainingImagesPerSecond,
        List<Product> products,
        List<Training> training) {

    /** One shape's products, in billions of operations a second. */
    public record Product(String use, String shape, String form, double gflops, double openBlasGflops) {}

    /** Training with one size of batch. */
    public record Training(int batch, double imagesPerSecond) {}
}
