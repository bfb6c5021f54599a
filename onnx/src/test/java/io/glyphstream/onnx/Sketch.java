package io.glyphstream.onnx;

import com.google.protobuf.ByteString;
import io.glyphstream.onnx.messages.AttributeMessage;
import io.glyphstream.onnx.messages.DimensionMessage;
import io.glyphstream.onnx.messages.GraphMessage;
import io.glyphstream.onnx.messages.ModelMessage;
import io.glyphstream.onnx.messages.NodeMessage;
import io.glyphstream.onnx.messages.OperatorSetMessage;
import io.glyphstream.onnx.messages.ShapeMessage;
import io.glyphstream.onnx.messages.TensorMessage;
import io.glyphstream.onnx.messages.TensorTypeMessage;
import io.glyphstream.onnx.messages.TypeMessage;
import io.glyphstream.onnx.messages.ValueMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A file that a test draws, node by node. The last node's output is the file's. */
final class Sketch {

    static final int FLOAT = 1;
    static final int INT64 = 7;
    static final int DOUBLE = 11;

    private static final int BYTES = 3;

    final GraphMessage.Builder graph = GraphMessage.newBuilder().setName("sketch");
    final ModelMessage.Builder model = ModelMessage.newBuilder().setIrVersion(8).setProducerName("a test");
    private final Random random = new Random(7);
    private final List<long[]> inputs = new ArrayList<>();
    private String last = "";

    static Sketch of(int operatorSet) {
        var sketch = new Sketch();
        sketch.set("", operatorSet);
        return sketch;
    }

    /** A sketch of images of 3 channels, 6 rows and 5 columns. */
    static Sketch color(int operatorSet) {
        return of(operatorSet).input("x", 0, 3, 6, 5);
    }

    Sketch set(String domain, int version) {
        model.addOpsetImport(OperatorSetMessage.newBuilder().setDomain(domain).setVersion(version));
        return this;
    }

    /** Names the input; a dimension of 0 is left open. */
    Sketch input(String name, long... dimensions) {
        inputs.add(dimensions);
        return typed(name, FLOAT, dimensions);
    }

    Sketch typed(String name, int type, long... dimensions) {
        graph.addInput(value(name, type, dimensions));
        return this;
    }

    long[] inputDimensions() {
        return inputs.get(0);
    }

    static ValueMessage value(String name, int type, long... dimensions) {
        var shape = ShapeMessage.newBuilder();
        for (long dimension : dimensions) {
            shape.addDim(
                    dimension == 0
                            ? DimensionMessage.newBuilder().setDimParam("N")
                            : DimensionMessage.newBuilder().setDimValue(dimension));
        }
        var tensor = TensorTypeMessage.newBuilder().setElemType(type).setShape(shape);
        return ValueMessage.newBuilder()
                .setName(name)
                .setType(TypeMessage.newBuilder().setTensorType(tensor))
                .build();
    }

    /** Adds weights of -1 to 1. */
    Sketch weights(String name, long... dimensions) {
        int count = (int) Arrays.stream(dimensions).reduce(1, (a, b) -> a * b);
        var values = new Float[count];
        Arrays.setAll(values, i -> random.nextFloat() * 2 - 1);
        return constant(name, List.of(values), dimensions);
    }

    Sketch constant(String name, List<Float> values, long... dimensions) {
        graph.addInitializer(tensor(dimensions).setName(name).addAllFloatData(values));
        return this;
    }

    private static TensorMessage.Builder tensor(long... dimensions) {
        return TensorMessage.newBuilder()
                .setDataType(FLOAT)
                .addAllDims(Arrays.stream(dimensions).boxed().toList());
    }

    Sketch list(String name, long... values) {
        graph.addInitializer(TensorMessage.newBuilder()
                .setName(name)
                .setDataType(INT64)
                .addDims(values.length)
                .addAllInt64Data(Arrays.stream(values).boxed().toList()));
        return this;
    }

    Sketch number(String name, long value) {
        graph.addInitializer(
                TensorMessage.newBuilder().setName(name).setDataType(INT64).addInt64Data(value));
        return this;
    }

    /** Adds a node; names of inputs are divided by spaces. */
    Sketch node(String operator, String inputs, String output, AttributeMessage... attributes) {
        graph.addNode(message(operator, inputs, output, attributes));
        last = output;
        return this;
    }

    static NodeMessage.Builder message(String operator, String inputs, String output, AttributeMessage... attributes) {
        int colon = operator.lastIndexOf(':');
        return NodeMessage.newBuilder()
                .setOpType(operator.substring(colon + 1))
                .setDomain(colon < 0 ? "" : operator.substring(0, colon))
                .setName("that makes " + output)
                .addAllInput(inputs.isEmpty() ? List.of() : Arrays.asList(inputs.split(" ", -1)))
                .addAllOutput(Arrays.asList(output.split(" ")))
                .addAllAttribute(Arrays.asList(attributes));
    }

    static AttributeMessage whole(String name, long value) {
        return AttributeMessage.newBuilder()
                .setName(name)
                .setType(2)
                .setI(value)
                .build();
    }

    static AttributeMessage real(String name, float value) {
        return AttributeMessage.newBuilder()
                .setName(name)
                .setType(1)
                .setF(value)
                .build();
    }

    static AttributeMessage text(String name, String value) {
        return AttributeMessage.newBuilder()
                .setName(name)
                .setType(BYTES)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    static AttributeMessage wholes(String name, long... values) {
        return AttributeMessage.newBuilder()
                .setName(name)
                .setType(7)
                .addAllInts(Arrays.stream(values).boxed().toList())
                .build();
    }

    Sketch output(String name, int type, long... dimensions) {
        graph.addOutput(value(name, type, dimensions));
        return this;
    }

    String last() {
        return last;
    }

    /** Returns the file; without an output of its own it has the last node's. */
    byte[] bytes() {
        var whole = graph.clone();
        if (whole.getOutputCount() == 0) {
            var tensor = TensorTypeMessage.newBuilder().setElemType(FLOAT);
            whole.addOutput(ValueMessage.newBuilder()
                    .setName(last)
                    .setType(TypeMessage.newBuilder().setTensorType(tensor)));
        }
        return model.clone().setGraph(whole).build().toByteArray();
    }
}
