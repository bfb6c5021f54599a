package io.glyphstream.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/**
 * The smallest, largest and oddest records of a schema: a sound one in which one field, however deep, has another value.
 * Found by walking the schema, so a new field is tried as soon as it is there.
 */
final class OddRecords {
    /** At and around each limit of a text, at what a length of 16 bits holds, and near what a record may have. */
    private static final List<Integer> LENGTHS =
            List.of(0, 1, 1023, 1024, 1025, 4095, 4096, 4097, 65_535, 65_536, 1_000_000);

    private static final int FRAME = 5;

    private final byte[] frame;
    private final GenericRecord sound;

    private OddRecords(byte[] frame, GenericRecord sound) {
        this.frame = frame;
        this.sound = sound;
    }

    /** Takes a sound record, framed as it lies on its topic. */
    static OddRecords of(Schema schema, byte[] framed) throws IOException {
        var reader = new GenericDatumReader<GenericRecord>(schema, schema, new GenericData());
        var decoder = DecoderFactory.get().binaryDecoder(framed, FRAME, framed.length - FRAME, null);
        return new OddRecords(Arrays.copyOf(framed, FRAME), reader.read(null, decoder));
    }

    /** Returns all of them. */
    List<GenericRecord> all() {
        return variations(sound.getSchema(), sound).stream()
                .map(GenericRecord.class::cast)
                .toList();
    }

    static GenericRecord with(GenericRecord record, String field, Object value) {
        var copy = new GenericData.Record((GenericData.Record) record, false);
        copy.put(field, value);
        return copy;
    }

    /** Returns a record as its topic holds it. */
    byte[] framed(GenericRecord record) throws IOException {
        var bytes = new ByteArrayOutputStream();
        bytes.write(frame);
        var encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(record.getSchema(), new GenericData()).write(record, encoder);
        return bytes.toByteArray();
    }

    private static List<Object> variations(Schema schema, Object value) {
        return switch (schema.getType()) {
            case INT -> List.of(0, 1, -1, 255, 256, 1024, 1025, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case LONG -> List.of(0L, 1L, -1L, 253_402_300_800_000L, Long.MIN_VALUE, Long.MAX_VALUE);
            case FLOAT -> List.of(0f, -1f, Float.MAX_VALUE, Float.NaN, Float.NEGATIVE_INFINITY);
            case DOUBLE -> List.of(0d, -1d, Double.MAX_VALUE, Double.NaN, Double.NEGATIVE_INFINITY);
            case BOOLEAN -> List.of(true, false);
            case STRING -> texts();
            case BYTES ->
                LENGTHS.stream()
                        .map(length -> (Object) ByteBuffer.allocate(length))
                        .toList();
            case FIXED -> List.of(new GenericData.Fixed(schema, filled(schema.getFixedSize(), (byte) 0xFF)));
            case ENUM ->
                schema.getEnumSymbols().stream()
                        .map(symbol -> (Object) new GenericData.EnumSymbol(schema, symbol))
                        .toList();
            case UNION -> ofUnion(schema, value);
            case ARRAY -> ofArray(schema, (List<?>) value);
            case MAP -> List.of(Map.of(), many(), Map.of("k".repeat(65_536), "v"), Map.of("k", "v".repeat(65_536)));
            case RECORD -> ofRecord((GenericRecord) value);
            case NULL -> List.of();
        };
    }

    private static List<Object> texts() {
        var texts = new ArrayList<Object>();
        LENGTHS.forEach(length -> texts.add("t".repeat(length)));
        texts.addAll(
                List.of("ü".repeat(512), "😀".repeat(256), "€".repeat(342), "\0", "\u001b]0;owned\u0007x\nverified"));
        return texts;
    }

    private static Map<String, String> many() {
        var many = new HashMap<String, String>();
        for (var i = 0; i < 20_000; i++) {
            many.put("key-" + i, "value");
        }
        return many;
    }

    private static byte[] filled(int length, byte value) {
        var bytes = new byte[length];
        Arrays.fill(bytes, value);
        return bytes;
    }

    /** A value that the sound record has not is made up, since it may be looked at all the same. */
    private static List<Object> ofUnion(Schema union, Object value) {
        var all = new ArrayList<Object>();
        for (var branch : union.getTypes()) {
            if (branch.getType() == Schema.Type.NULL) {
                all.add(null);
            } else if (branch.getType() != Schema.Type.RECORD || value != null) {
                all.addAll(variations(branch, value));
            }
        }
        return all;
    }

    private static List<Object> ofArray(Schema array, List<?> value) {
        var all = new ArrayList<Object>();
        all.add(List.of());
        if (!value.isEmpty()) {
            var first = value.get(0);
            all.add(Collections.nCopies(10_000, first));
            variations(array.getElementType(), first).forEach(other -> all.add(List.of(other)));
        }
        return all;
    }

    private static List<Object> ofRecord(GenericRecord record) {
        var all = new ArrayList<Object>();
        for (var field : record.getSchema().getFields()) {
            variations(field.schema(), record.get(field.name()))
                    .forEach(other -> all.add(with(record, field.name(), other)));
        }
        return all;
    }
}
