package io.glyphstream.benchmarks.models;

import io.glyphstream.matrix.FloatMatrix;
import io.glyphstream.model.neural.OutputLayer;
import io.glyphstream.model.perceptron.Perceptron;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Writes a perceptron as an ONNX model.
 *
 * <p>Its input is {@value #INPUT}, float (images x pixels), already scaled as {@link Perceptron#scaling()} says; its output is {@value #OUTPUT},
 * float (images x classes). The fields' numbers are those of {@code onnx.proto}, version 1.
 */
final class OnnxWriter {

    static final String INPUT = "inputs";
    static final String OUTPUT = "outputs";

    private static final int IR_VERSION = 8;
    private static final int OPERATOR_SET = 13;
    private static final int FLOAT = 1;

    private OnnxWriter() {}

    /** Returns the bytes of an {@code .onnx} file. */
    static byte[] write(Perceptron perceptron) {
        return new ProtobufMessage()
                .number(1, IR_VERSION)
                .text(2, "glyphstream")
                .message(7, graph(perceptron))
                .message(8, new ProtobufMessage().text(1, "").number(2, OPERATOR_SET))
                .toBytes();
    }

    private static ProtobufMessage graph(Perceptron perceptron) {
        var graph = new ProtobufMessage();
        List<Perceptron.Layer> layers = perceptron.layers();
        boolean softmax = perceptron.output() == OutputLayer.SOFTMAX;
        String signal = INPUT;
        for (int i = 0; i < layers.size(); i++) {
            boolean last = i == layers.size() - 1;
            String sums = last && !softmax ? OUTPUT : "sums-" + i;
            graph.message(1, node("Gemm", sums, signal, "weights-" + i, "biases-" + i));
            if (!last) {
                signal = "hidden-" + i;
                graph.message(1, node("Relu", signal, sums));
            } else if (softmax) {
                graph.message(1, node("Softmax", OUTPUT, sums));
            }
        }
        graph.text(2, "perceptron");
        for (int i = 0; i < layers.size(); i++) {
            FloatMatrix weights = FloatMatrix.of(layers.get(i).weights());
            graph.message(
                    5,
                    tensor(
                            "weights-" + i,
                            weights.toFloats(),
                            weights.getRowDimension(),
                            weights.getColumnDimension()));
            graph.message(5, tensor("biases-" + i, biases(layers.get(i)), weights.getColumnDimension()));
        }
        graph.message(11, value(INPUT, perceptron.rows() * perceptron.columns()));
        graph.message(12, value(OUTPUT, perceptron.classes()));
        return graph;
    }

    private static float[] biases(Perceptron.Layer layer) {
        var biases = new float[layer.biases().getDimension()];
        for (int i = 0; i < biases.length; i++) {
            biases[i] = (float) layer.biases().getEntry(i);
        }
        return biases;
    }

    private static ProtobufMessage node(String operator, String output, String... inputs) {
        var node = new ProtobufMessage();
        for (String input : inputs) {
            node.text(1, input);
        }
        return node.text(2, output).text(3, operator + " to " + output).text(4, operator);
    }

    private static ProtobufMessage tensor(String name, float[] values, int... dimensions) {
        var tensor = new ProtobufMessage();
        for (int dimension : dimensions) {
            tensor.number(1, dimension);
        }
        ByteBuffer raw = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return tensor.number(2, FLOAT).text(8, name).bytes(9, raw.array());
    }

    /** Describes a tensor of (any number of images x width). */
    private static ProtobufMessage value(String name, int width) {
        var shape = new ProtobufMessage()
                .message(1, new ProtobufMessage().text(2, "images"))
                .message(1, new ProtobufMessage().number(1, width));
        var tensorType = new ProtobufMessage().number(1, FLOAT).message(2, shape);
        return new ProtobufMessage().text(1, name).message(2, new ProtobufMessage().message(1, tensorType));
    }
}
