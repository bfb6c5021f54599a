package io.glyphstream.benchmarks.models;

import io.glyphstream.matrix.FloatMatrix;
import io.glyphstream.model.neural.OutputLayer;
import io.glyphstream.model.perceptron.Perceptron;
import java.util.List;

/**
 * Writes a perceptron as an ONNX model.
 *
 * <p>Its input is {@value #INPUT}, float (images x pixels), already scaled as {@link Perceptron#scaling()} says; its output is {@value #OUTPUT},
 * float (images x classes).
 */
final class OnnxWriter {

    static final String INPUT = "inputs";
    static final String OUTPUT = "outputs";

    private OnnxWriter() {}

    /** Returns the bytes of an {@code .onnx} file. */
    static byte[] write(Perceptron perceptron) {
        return OnnxMessages.model(graph(perceptron));
    }

    private static ProtobufMessage graph(Perceptron perceptron) {
        var graph = new ProtobufMessage();
        List<Perceptron.Layer> layers = perceptron.layers();
        boolean softmax = perceptron.output() == OutputLayer.SOFTMAX;
        String signal = INPUT;
        for (int i = 0; i < layers.size(); i++) {
            boolean last = i == layers.size() - 1;
            String sums = last && !softmax ? OUTPUT : "sums-" + i;
            graph.message(1, OnnxMessages.node("Gemm", sums, signal, "weights-" + i, "biases-" + i));
            if (!last) {
                signal = "hidden-" + i;
                graph.message(1, OnnxMessages.node("Relu", signal, sums));
            } else if (softmax) {
                graph.message(1, OnnxMessages.node("Softmax", OUTPUT, sums));
            }
        }
        graph.text(2, "perceptron");
        for (int i = 0; i < layers.size(); i++) {
            FloatMatrix weights = FloatMatrix.of(layers.get(i).weights());
            graph.message(
                    5,
                    OnnxMessages.tensor(
                            "weights-" + i,
                            weights.toFloats(),
                            weights.getRowDimension(),
                            weights.getColumnDimension()));
            graph.message(5, OnnxMessages.tensor("biases-" + i, biases(layers.get(i)), weights.getColumnDimension()));
        }
        graph.message(11, OnnxMessages.value(INPUT, perceptron.rows() * perceptron.columns()));
        graph.message(12, OnnxMessages.value(OUTPUT, perceptron.classes()));
        return graph;
    }

    private static float[] biases(Perceptron.Layer layer) {
        var biases = new float[layer.biases().getDimension()];
        for (int i = 0; i < biases.length; i++) {
            biases[i] = (float) layer.biases().getEntry(i);
        }
        return biases;
    }
}
