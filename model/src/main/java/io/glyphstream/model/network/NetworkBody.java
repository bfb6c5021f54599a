package io.glyphstream.model.network;

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
 *   scaling   1 byte: 0 for [0, 1], 1 for [-1, 1]
 *   output    1 byte: 0 softmax, 1 linear
 *   layers    1 byte
 *   layers    each: 1 byte for its kind, see LayerCode, then its numbers, 4 bytes each
 *   weights   of each layer with sums: weights (outputs x inputs of a sum), row-major, then biases; 4 bytes a number. The
 *             inputs of a sum are in the order row, column, channel.
 */
/** A convolutional network in a snapshot. */
final class NetworkBody {

    private NetworkBody() {}

    static void write(ConvolutionalNetwork network, DataOutput out) throws IOException {
        writeForm(network.form(), out);
        writeWeights(network, out);
    }

    static void writeForm(NetworkForm form, DataOutput out) throws IOException {
        out.writeByte(form.scaling().code);
        out.writeByte(form.output().code);
        out.writeByte(form.layers().size());
        for (Layer layer : form.layers()) {
            out.writeByte(LayerCode.of(layer).code);
            for (int number : LayerCode.numbers(layer)) {
                out.writeInt(number);
            }
        }
    }

    static void writeWeights(ConvolutionalNetwork network, DataOutput out) throws IOException {
        for (Weights weights : network.weights()) {
            writeFloats(weights.weights, out);
            writeFloats(weights.biases, out);
        }
    }

    private static void writeFloats(float[] values, DataOutput out) throws IOException {
        for (float value : values) {
            out.writeFloat(value);
        }
    }

    static ConvolutionalNetwork read(InputShape input, int classes, DataInputStream in)
            throws IOException, InvalidSnapshotException {
        NetworkForm form = readForm(input, classes, in);
        requirePresent(form, 1, in.available());
        return readWeights(form, in);
    }

    static NetworkForm readForm(InputShape input, int classes, DataInputStream in)
            throws IOException, InvalidSnapshotException {
        InputScaling scaling = SnapshotNumbers.value(
                "input scaling", InputScaling.values(), value -> value.code, in.readUnsignedByte());
        OutputLayer output =
                SnapshotNumbers.value("output layer", OutputLayer.values(), value -> value.code, in.readUnsignedByte());
        int count = SnapshotNumbers.within("layers", in.readUnsignedByte(), NetworkForm.MAXIMAL_LAYERS);
        var layers = new ArrayList<Layer>();
        for (int i = 0; i < count; i++) {
            layers.add(readLayer(in));
        }
        var form = new NetworkForm(Shape.of(input), scaling, layers, output);
        if (form.classes() != classes) {
            throw new InvalidSnapshotException(
                    "the last layer must have " + classes + " outputs but had " + form.classes());
        }
        return form;
    }

    private static Layer readLayer(DataInputStream in) throws IOException, InvalidSnapshotException {
        LayerCode kind =
                SnapshotNumbers.value("a layer's kind", LayerCode.values(), value -> value.code, in.readUnsignedByte());
        var numbers = new int[kind.numbers];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = in.readInt();
        }
        return kind.layer(numbers);
    }

    /**
     * Checks that the weights of so many networks follow, so that nothing is allocated for numbers that are not there.
     *
     * @param available how many bytes follow
     */
    static void requirePresent(NetworkForm form, int networks, int available) throws InvalidSnapshotException {
        long bytes = networks * form.parameters() * Float.BYTES;
        if (bytes != available) {
            String each = networks == 1 ? "" : networks + " times ";
            throw new InvalidSnapshotException(
                    each + "layers of " + form.shapes() + " need " + bytes + " bytes but there were " + available);
        }
    }

    static ConvolutionalNetwork readWeights(NetworkForm form, DataInputStream in) throws IOException {
        List<Weights> all = form.zeros();
        for (Weights weights : all) {
            readFloats(weights.weights, in);
            readFloats(weights.biases, in);
        }
        return new ConvolutionalNetwork(form, all);
    }

    private static void readFloats(float[] values, DataInputStream in) throws IOException {
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readFloat();
        }
    }
}
