package io.glyphstream.benchmarks.models;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A protobuf message that is being written, field by field.
 *
 * <p>Source: the encoding page of the Protocol Buffers documentation. A field is its number and wire type, then a variable-length number, or a
 * length and so many bytes.
 */
final class ProtobufMessage {

    private static final int NUMBER = 0;
    private static final int BYTES = 2;
    private static final int FOUR_BYTES = 5;

    private final ByteArrayOutputStream encoded = new ByteArrayOutputStream();

    ProtobufMessage number(int field, long value) {
        variableLength(field << 3 | NUMBER);
        variableLength(value);
        return this;
    }

    ProtobufMessage number(int field, float value) {
        variableLength(field << 3 | FOUR_BYTES);
        int bits = Float.floatToIntBits(value);
        for (int shift = 0; shift < Float.SIZE; shift += Byte.SIZE) {
            encoded.write(bits >>> shift);
        }
        return this;
    }

    ProtobufMessage text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    ProtobufMessage message(int field, ProtobufMessage value) {
        return bytes(field, value.toBytes());
    }

    ProtobufMessage bytes(int field, byte[] value) {
        variableLength(field << 3 | BYTES);
        variableLength(value.length);
        encoded.writeBytes(value);
        return this;
    }

    byte[] toBytes() {
        return encoded.toByteArray();
    }

    /** Writes seven bits a byte, the lowest first; the top bit says that more follow. */
    private void variableLength(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            encoded.write((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        encoded.write((int) rest);
    }
}
