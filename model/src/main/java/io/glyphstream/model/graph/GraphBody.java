package io.glyphstream.model.graph;

import io.glyphstream.model.InputShape;
import io.glyphstream.model.InvalidSnapshotException;
import io.glyphstream.model.SnapshotNumbers;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/*
 *   channels  1 byte: 1 for gray images, 3 for images in color
 *   scale     of each channel: multiplier, addend; 4 bytes a number
 *   nodes     2 bytes, unsigned
 *   nodes     each: 1 byte for its operation, see OperationCode, then its numbers, 4 bytes each; 1 byte for how many values
 *             come to it, then the numbers of these, 2 bytes each, unsigned
 *   weights   of each node that has any: weights, then biases; 4 bytes a number, in the order that its operation says
 */
/** A network with branches in a snapshot. */
final class GraphBody {

    private GraphBody() {}

    static void write(GraphNetwork network, DataOutput out) throws IOException {
        GraphDesign design = network.design();
        out.writeByte(design.input().channels());
        for (int channel = 0; channel < design.scale().channels(); channel++) {
            out.writeFloat(design.scale().multipliers().get(channel));
            out.writeFloat(design.scale().addends().get(channel));
        }
        out.writeShort(design.nodes().size());
        for (Node node : design.nodes()) {
            out.writeByte(OperationCode.of(node.operation()).code);
            for (int number : OperationCode.numbers(node.operation())) {
                out.writeInt(number);
            }
            out.writeByte(node.inputs().size());
            for (int input : node.inputs()) {
                out.writeShort(input);
            }
        }
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

    static GraphNetwork read(InputShape header, int classes, DataInputStream in)
            throws IOException, InvalidSnapshotException {
        var input = new InputShape(header.rows(), header.columns(), in.readUnsignedByte());
        InputScale scale = readScale(input.channels(), in);
        int count = SnapshotNumbers.within("nodes", in.readUnsignedShort(), Bounds.MAXIMAL_NODES);
        var nodes = new ArrayList<Node>();
        for (int i = 0; i < count; i++) {
            nodes.add(readNode(in));
        }
        var design = new GraphDesign(input, scale, nodes);
        if (design.classes() != classes) {
            throw new InvalidSnapshotException(
                    "the last node must return " + classes + " values but returns " + design.classes());
        }
        requirePresent(design, in.available());
        return new GraphNetwork(design, readWeights(design, in));
    }

    private static InputScale readScale(int channels, DataInputStream in) throws IOException {
        var multipliers = new ArrayList<Float>();
        var addends = new ArrayList<Float>();
        for (int channel = 0; channel < channels; channel++) {
            multipliers.add(in.readFloat());
            addends.add(in.readFloat());
        }
        return new InputScale(multipliers, addends);
    }

    private static Node readNode(DataInputStream in) throws IOException, InvalidSnapshotException {
        OperationCode kind = SnapshotNumbers.value(
                "an operation", OperationCode.values(), value -> value.code, in.readUnsignedByte());
        var numbers = new int[kind.numbers];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = in.readInt();
        }
        int count = SnapshotNumbers.within("the inputs of a node", in.readUnsignedByte(), Bounds.MAXIMAL_INPUTS);
        var inputs = new ArrayList<Integer>();
        for (int i = 0; i < count; i++) {
            inputs.add(in.readUnsignedShort());
        }
        return new Node(kind.operation(numbers), inputs);
    }

    /** Nothing is allocated for numbers that are not there. */
    private static void requirePresent(GraphDesign design, int available) throws InvalidSnapshotException {
        long bytes = design.parameters() * Float.BYTES;
        if (bytes != available) {
            throw new InvalidSnapshotException(
                    "the nodes need " + bytes + " bytes of weights but there were " + available);
        }
    }

    private static List<Weights> readWeights(GraphDesign design, DataInputStream in) throws IOException {
        var shapes = design.shapes();
        var all = new ArrayList<Weights>();
        for (Node node : design.nodes()) {
            var inputs = GraphDesign.inputShapes(node, shapes);
            float[] weights = readFloats(node.operation().weightsOf(inputs), in);
            all.add(new Weights(weights, readFloats(node.operation().biasesOf(inputs), in)));
        }
        return all;
    }

    private static float[] readFloats(long count, DataInputStream in) throws IOException {
        var values = new float[Math.toIntExact(count)];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readFloat();
        }
        return values;
    }
}
