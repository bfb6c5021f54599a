package io.glyphstream.benchmarks.models;

import io.glyphstream.benchmarks.measuring.Rates;
import java.util.List;

/** How fast networks with branches score. */
public record NetworkFigures(int threads, List<Network> networks) {

    /**
     * One network.
     *
     * @param inferencePerSecond images by how many are scored at once
     * @param onnxRuntimePerSecond likewise, ONNX Runtime with the same weights
     * @param ratio ours by ONNX Runtime's
     */
    public record Network(String name, long steps, Rates inferencePerSecond, Rates onnxRuntimePerSecond, Rates ratio) {}
}
