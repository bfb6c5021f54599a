package io.glyphstream.schemas;

import org.apache.avro.Schema;

/**
 * Walks through a datum without building anything, to learn whether its lengths and counts add up.
 *
 * <p>A decoder trusts what it reads: five bytes that claim two billion elements make it allocate for them. After this
 * walk nothing in the datum can claim more than the datum holds, no text is longer than {@link TextLimits#ANY}, every
 * branch and symbol exists, and the datum ends where the record ends. Costs a fraction of decoding, since it jumps over text, bytes and arrays of numbers of fixed
 * size.
 */
final class DatumCheck {
    /** Schemas that contain themselves could be nested without end. */
    private static final int MAX_DEPTH = 32;

    private final byte[] bytes;
    private int position;

    private DatumCheck(byte[] bytes, int position) {
        this.bytes = bytes;
        this.position = position;
    }

    /**
     * Returns normally if the bytes from {@code start} are one datum of the schema, to the last byte.
     *
     * @throws UndecodableRecordException when they are not
     */
    static void check(Schema schema, byte[] bytes, int start) {
        var walk = new DatumCheck(bytes, start);
        walk.value(schema, 0);
        if (walk.position != bytes.length) {
            throw new UndecodableRecordException(
                    schema.getName() + " is followed by " + (bytes.length - walk.position) + " bytes too many");
        }
    }

    private void value(Schema schema, int depth) {
        if (depth > MAX_DEPTH) {
            throw new UndecodableRecordException("record is nested deeper than " + MAX_DEPTH);
        }
        switch (schema.getType()) {
            case NULL -> {}
            case BOOLEAN -> truth(schema);
            case INT -> integer(schema);
            case LONG -> variableLong(schema);
            case FLOAT -> skip(Float.BYTES, schema);
            case DOUBLE -> skip(Double.BYTES, schema);
            case FIXED -> skip(schema.getFixedSize(), schema);
            case BYTES -> skip(variableLong(schema), schema);
            case STRING -> text(schema);
            case ENUM -> index(schema, schema.getEnumSymbols().size());
            case UNION ->
                value(schema.getTypes().get(index(schema, schema.getTypes().size())), depth + 1);
            case RECORD -> {
                for (var field : schema.getFields()) {
                    value(field.schema(), depth + 1);
                }
            }
            case ARRAY -> blocks(schema, schema.getElementType(), depth);
            case MAP -> blocks(schema, schema.getValueType(), depth);
        }
    }

    /** An array or a map: blocks of elements, each with its count, the last one empty. */
    private void blocks(Schema schema, Schema element, int depth) {
        for (var count = variableLong(schema); count != 0; count = variableLong(schema)) {
            var sized = count < 0;
            var elements = sized ? -count : count;
            var size = sized ? variableLong(schema) : 0;
            // Each element is held to cost a byte, even one that takes none, for it costs memory.
            if (elements < 0 || elements > left()) {
                throw new UndecodableRecordException(schema.getType().getName() + " claims " + elements
                        + " elements where " + left() + " bytes are left");
            }
            var start = position;
            for (var i = 0; i < elements; i++) {
                if (schema.getType() == Schema.Type.MAP) {
                    text(schema);
                }
                value(element, depth + 1);
            }
            if (sized && size != position - start) {
                throw new UndecodableRecordException(schema.getType().getName() + " claims a block of " + size
                        + " bytes but has one of " + (position - start));
            }
        }
    }

    /** Avro reads every byte but 1 as false; so two different records could stand for the same value. */
    private void truth(Schema schema) {
        skip(1, schema);
        var value = bytes[position - 1];
        if (value != 0 && value != 1) {
            throw new UndecodableRecordException("boolean must be 0 or 1 but was " + Byte.toUnsignedInt(value));
        }
    }

    private int index(Schema schema, int size) {
        var index = integer(schema);
        if (index < 0 || index >= size) {
            throw new UndecodableRecordException(
                    schema.getType().getName() + " has " + size + " cases but the record names case " + index);
        }
        return index;
    }

    private int integer(Schema schema) {
        var value = variableLong(schema);
        if (value != (int) value) {
            throw new UndecodableRecordException("int must fit in 32 bits but was " + value);
        }
        return (int) value;
    }

    /** A whole number in seven-bit groups, the lowest first, with its sign in the lowest bit. */
    private long variableLong(Schema schema) {
        long zigzag = 0;
        for (var shift = 0; shift < Long.SIZE; shift += 7) {
            if (left() == 0) {
                throw endsWithin(schema);
            }
            var next = bytes[position++];
            zigzag |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return (zigzag >>> 1) ^ -(zigzag & 1);
            }
        }
        throw new UndecodableRecordException(schema.getType().getName() + " has a number of more than 64 bits");
    }

    private void text(Schema schema) {
        var length = variableLong(schema);
        skip(length, schema);
        if (length > TextLimits.ANY) {
            throw new UndecodableRecordException(
                    "a text must have at most " + TextLimits.ANY + " bytes of UTF-8 but had " + length);
        }
    }

    private void skip(long length, Schema schema) {
        if (length < 0 || length > left()) {
            if (schema.getType() == Schema.Type.STRING || schema.getType() == Schema.Type.BYTES) {
                throw new UndecodableRecordException(
                        schema.getType().getName() + " claims " + length + " bytes where " + left() + " are left");
            }
            throw endsWithin(schema);
        }
        position += (int) length;
    }

    private int left() {
        return bytes.length - position;
    }

    private UndecodableRecordException endsWithin(Schema schema) {
        return new UndecodableRecordException(
                "record ends in the middle of a " + schema.getType().getName());
    }
}
