package io.glyphstream.benchmarks.models;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Parts of ONNX models. The fields' numbers are those of {@code onnx.proto}, version 1. */
final class OnnxMessages {

    private static final int IR_VERSION = 8;
    private static final int OPERATOR_SET = 13;
    private static final int FLOAT = 1;
    private static final int INT64 = 7;
    private static final int FLOAT_ATTRIBUTE = 1;
    private static final int INT_ATTRIBUTE = 2;
    private static final int INTS_ATTRIBUTE = 7;

    private OnnxMessages() {}

    /** Returns the bytes of an {@code .onnx} file. */
    static byte[] model(ProtobufMessage graph) {
        return new ProtobufMessage()
                .number(1, IR_VERSION)
                .text(2, "glyphstream")
                .message(7, graph)
                .message(8, new ProtobufMessage().text(1, "").number(2, OPERATOR_SET))
                .toBytes();
    }

    static ProtobufMessage node(String operator, String output, String... inputs) {
        var node = new ProtobufMessage();
        for (String input : inputs) {
            node.text(1, input);
        }
        return node.text(2, output).text(3, operator + " to " + output).text(4, operator);
    }

    static ProtobufMessage attribute(String name, float value) {
        return new ProtobufMessage().text(1, name).number(2, value).number(20, FLOAT_ATTRIBUTE);
    }

    static ProtobufMessage attribute(String name, int value) {
        return new ProtobufMessage().text(1, name).number(3, value).number(20, INT_ATTRIBUTE);
    }

    static ProtobufMessage attribute(String name, int[] values) {
        var attribute = new ProtobufMessage().text(1, name);
        for (int value : values) {
            attribute.number(8, value);
        }
        return attribute.number(20, INTS_ATTRIBUTE);
    }

    static ProtobufMessage tensor(String name, float[] values, int... dimensions) {
        ByteBuffer raw = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return dimensions(dimensions).number(2, FLOAT).text(8, name).bytes(9, raw.array());
    }

    static ProtobufMessage tensor(String name, long[] values) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asLongBuffer().put(values);
        return dimensions(values.length).number(2, INT64).text(8, name).bytes(9, raw.array());
    }

    private static ProtobufMessage dimensions(int... dimensions) {
        var tensor = new ProtobufMessage();
        for (int dimension : dimensions) {
            tensor.number(1, dimension);
        }
        return tensor;
    }

    /** Describes a tensor of (any number of images x so many values). */
    static ProtobufMessage value(String name, int... dimensions) {
        var shape = new ProtobufMessage().message(1, new ProtobufMessage().text(2, "images"));
        for (int dimension : dimensions) {
            shape.message(1, new ProtobufMessage().number(1, dimension));
        }
        var tensorType = new ProtobufMessage().number(1, FLOAT).message(2, shape);
        return new ProtobufMessage().text(1, name).message(2, new ProtobufMessage().message(1, tensorType));
    }
}
