package io.glyphstream.model.perceptron;

import io.glyphstream.model.InputShape;
import io.glyphstream.model.InvalidSnapshotException;
import io.glyphstream.model.SnapshotNumbers;
import io.glyphstream.model.neural.InputScaling;
import io.glyphstream.model.neural.OutputLayer;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/*
 *   scaling  1 byte: 0 for [0, 1], 1 for [-1, 1]
 *   output   1 byte: 0 softmax, 1 linear
 *   layers   1 byte
 *   widths   4 bytes for the outputs of each layer
 *   layers   each: weights (inputs x outputs), row-major, then biases; 4 bytes a number
 */
/** A perceptron in a snapshot. */
final class PerceptronBody {

    private PerceptronBody() {}

    static void write(Perceptron perceptron, DataOutput out) throws IOException {
        out.writeByte(perceptron.scaling().code);
        out.writeByte(perceptron.output().code);
        out.writeByte(perceptron.denseLayers().size());
        for (DenseLayer layer : perceptron.denseLayers()) {
            out.writeInt(layer.outputs);
        }
        for (DenseLayer layer : perceptron.denseLayers()) {
            for (int input = 0; input < layer.inputs; input++) {
                writeFloats(layer.weights, input * layer.stride, layer.outputs, out);
            }
            writeFloats(layer.biases, 0, layer.outputs, out);
        }
    }

    private static void writeFloats(float[] values, int from, int count, DataOutput out) throws IOException {
        for (int i = from; i < from + count; i++) {
            out.writeFloat(values[i]);
        }
    }

    static Perceptron read(InputShape input, int classes, DataInputStream in)
            throws IOException, InvalidSnapshotException {
        InputScaling scaling = SnapshotNumbers.value(
                "input scaling", InputScaling.values(), value -> value.code, in.readUnsignedByte());
        OutputLayer output =
                SnapshotNumbers.value("output layer", OutputLayer.values(), value -> value.code, in.readUnsignedByte());
        int count = SnapshotNumbers.within("layers", in.readUnsignedByte(), NetworkSettings.MAXIMAL_LAYERS);
        var widths = new ArrayList<Integer>();
        widths.add(input.values());
        for (int i = 0; i < count; i++) {
            widths.add(SnapshotNumbers.within("a layer's width", in.readInt(), NetworkSettings.MAXIMAL_WIDTH));
        }
        if (widths.get(count) != classes) {
            throw new InvalidSnapshotException(
                    "the last layer must have " + classes + " outputs but had " + widths.get(count));
        }
        requirePresent(widths, in.available());
        var layers = new ArrayList<DenseLayer>();
        for (int i = 0; i < count; i++) {
            layers.add(readLayer(widths.get(i), widths.get(i + 1), in));
        }
        return new Perceptron(input, scaling, layers, output);
    }

    /** Nothing is allocated for numbers that are not there. */
    private static void requirePresent(List<Integer> widths, int available) throws InvalidSnapshotException {
        long numbers = 0;
        for (int i = 0; i + 1 < widths.size(); i++) {
            numbers += (widths.get(i) + 1L) * widths.get(i + 1);
        }
        if (numbers * Float.BYTES != available) {
            throw new InvalidSnapshotException(
                    "layers of " + widths + " need " + numbers * Float.BYTES + " bytes but there were " + available);
        }
    }

    private static DenseLayer readLayer(int inputs, int outputs, DataInputStream in)
            throws IOException, InvalidSnapshotException {
        var layer = new DenseLayer(inputs, outputs);
        for (int input = 0; input < inputs; input++) {
            readFloats(layer.weights, input * layer.stride, outputs, in);
        }
        readFloats(layer.biases, 0, outputs, in);
        layer.settle();
        return layer;
    }

    private static void readFloats(float[] values, int from, int count, DataInputStream in) throws IOException {
        for (int i = from; i < from + count; i++) {
            values[i] = in.readFloat();
        }
    }
}
