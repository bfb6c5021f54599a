package io.glyphstream.onnx;

import com.google.protobuf.ByteString;
import io.glyphstream.model.InputShape;
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
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Builds a file node by node; values are known by the names that are returned. */
final class FileBuilder {

    /** What wrote a file of this project. */
    static final String PRODUCER = "glyphstream";

    private static final int OPERATOR_SET = 13;
    private static final int FORMAT = 8;
    private static final int FLOAT = 1;
    private static final int INT64 = 7;
    private static final int KIND_REAL = 1;
    private static final int KIND_WHOLE = 2;
    private static final int KIND_WHOLES = 7;
    private static final String BATCH = "batch";
    private static final String INPUT = "image";
    private static final String OUTPUT = "scores";

    private final GraphMessage.Builder graph = GraphMessage.newBuilder().setName(PRODUCER);
    private final List<String> classNames;
    private int numbers;

    /** @param classNames what the classes are called; empty if they have no names */
    FileBuilder(List<String> classNames) {
        this.classNames = List.copyOf(classNames);
    }

    /** Names the input: images of any number, channel by channel, with pixels of 0 to 255. */
    String image(InputShape shape) {
        graph.addInput(value(INPUT, shape.channels(), shape.rows(), shape.columns()));
        return INPUT;
    }

    /** Adds a node and returns the name of its output. */
    String node(String operator, List<String> inputs, AttributeMessage... attributes) {
        return named(operator.toLowerCase(Locale.ROOT) + ++numbers, operator, inputs, attributes);
    }

    private String named(String output, String operator, List<String> inputs, AttributeMessage... attributes) {
        graph.addNode(NodeMessage.newBuilder()
                .setName(output)
                .setOpType(operator)
                .addAllInput(inputs)
                .addOutput(output)
                .addAllAttribute(Arrays.asList(attributes)));
        return output;
    }

    /** Adds constants and returns their name. */
    String reals(float[] values, long... dimensions) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return constant(FLOAT, bytes.array(), dimensions);
    }

    /** Adds a list, such as a shape, and returns its name. */
    String list(long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            bytes.putLong(value);
        }
        return constant(INT64, bytes.array(), values.length);
    }

    private String constant(int type, byte[] bytes, long... dimensions) {
        String name = "constant" + ++numbers;
        graph.addInitializer(TensorMessage.newBuilder()
                .setName(name)
                .setDataType(type)
                .addAllDims(Arrays.stream(dimensions).boxed().toList())
                .setRawData(ByteString.copyFrom(bytes)));
        return name;
    }

    static AttributeMessage whole(String name, long value) {
        return AttributeMessage.newBuilder()
                .setName(name)
                .setType(KIND_WHOLE)
                .setI(value)
                .build();
    }

    static AttributeMessage real(String name, float value) {
        return AttributeMessage.newBuilder()
                .setName(name)
                .setType(KIND_REAL)
                .setF(value)
                .build();
    }

    static AttributeMessage wholes(String name, long... values) {
        return AttributeMessage.newBuilder()
                .setName(name)
                .setType(KIND_WHOLES)
                .addAllInts(Arrays.stream(values).boxed().toList())
                .build();
    }

    /** Returns the file whose scores are all values of a value, one for each class. */
    byte[] file(String scores, int classes) {
        named(OUTPUT, "Flatten", List.of(scores), whole("axis", 1));
        graph.addOutput(value(OUTPUT, classes));
        var model = ModelMessage.newBuilder()
                .setIrVersion(FORMAT)
                .setProducerName(PRODUCER)
                .addOpsetImport(OperatorSetMessage.newBuilder().setVersion(OPERATOR_SET))
                .setGraph(graph);
        if (!classNames.isEmpty()) {
            model.addMetadataProps(FileNames.property(classNames));
        }
        return model.build().toByteArray();
    }

    private static ValueMessage value(String name, long... dimensions) {
        var shape =
                ShapeMessage.newBuilder().addDim(DimensionMessage.newBuilder().setDimParam(BATCH));
        for (long dimension : dimensions) {
            shape.addDim(DimensionMessage.newBuilder().setDimValue(dimension));
        }
        var tensor = TensorTypeMessage.newBuilder().setElemType(FLOAT).setShape(shape);
        return ValueMessage.newBuilder()
                .setName(name)
                .setType(TypeMessage.newBuilder().setTensorType(tensor))
                .build();
    }
}
