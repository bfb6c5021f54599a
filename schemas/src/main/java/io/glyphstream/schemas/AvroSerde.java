package io.glyphstream.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaIncompatibilityType;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Avro records in Confluent's frame: a zero byte, the four-byte id of the schema (big-endian), then the datum in Avro's
 * binary encoding.
 *
 * <p>Bytes from a topic are hostile until proven otherwise. They are decoded only when their id is known, their schema
 * is of a class that belongs on the topic, and {@link DatumCheck} has found that all lengths in them add up to exactly
 * their size; the schema never comes from the record. Whatever fails ends in an {@link UndecodableRecordException}.
 *
 * <p>Safe for use by many threads. The serializer and the deserializer pass null on as null: a tombstone.
 */
public final class AvroSerde<V extends SpecificRecord> implements Serde<V> {
    /** The largest record, frame included, that is written or read, in bytes: Kafka's own default limit. */
    public static final int MAX_BYTES = 1024 * 1024;

    private static final byte MAGIC = 0;
    private static final int FRAME = 1 + Integer.BYTES;
    private static final Set<SchemaIncompatibilityType> ADDED =
            EnumSet.of(SchemaIncompatibilityType.MISSING_ENUM_SYMBOLS, SchemaIncompatibilityType.MISSING_UNION_BRANCH);

    private final SchemaIds ids;
    private final Map<String, Form<? extends V>> forms = new TreeMap<>();
    private final Map<Destination, Integer> writtenIds = new ConcurrentHashMap<>();
    private final ThreadLocal<Coders<V>> coders = ThreadLocal.withInitial(Coders::new);

    /** One class of record, its schema, and how the schema's logical types map to Java. */
    private record Form<T extends SpecificRecord>(Class<T> type, Schema schema, SpecificData data) {
        static <T extends SpecificRecord> Form<T> of(Class<T> type) {
            var data = new KnownClasses(type);
            return new Form<>(type, data.getSchema(type), data);
        }
    }

    private record Destination(String topic, Class<?> type) {}

    /** @param knowsMore whether its schema has values of an enum, or types of a union, that ours does not have */
    private record Writer(Schema schema, DatumReader<?> reader, boolean knowsMore) {}

    /** What one thread keeps between two records; none of it may be shared. */
    private static final class Coders<V> {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream(2048);
        final Map<Integer, Writer> writers = new HashMap<>();
        final Map<Class<?>, DatumWriter<V>> datumWriters = new HashMap<>();

        @Nullable
        BinaryEncoder encoder;

        @Nullable
        BinaryDecoder decoder;
    }

    /** Reads and writes the given classes of record, and no other. */
    public AvroSerde(SchemaIds ids, Collection<Class<? extends V>> types) {
        this.ids = ids;
        for (var type : types) {
            var form = Form.of(type);
            forms.put(form.schema().getFullName(), form);
        }
    }

    /**
     * Returns the record as bytes for a topic.
     *
     * @throws SerializationException when the record's class does not belong there, or it takes more than
     *     {@value #MAX_BYTES} bytes
     * @throws SchemaRegistryException when its schema's id cannot be had
     */
    public byte[] encode(String topic, V value) {
        var schema = value.getSchema();
        var form = forms.get(schema.getFullName());
        if (form == null) {
            throw new SerializationException(
                    schema.getName() + " does not belong on " + topic + ", which takes " + names());
        }
        var id = idOf(topic, form);
        var mine = coders.get();
        var bytes = mine.bytes;
        bytes.reset();
        bytes.write(MAGIC);
        bytes.write(id >>> 24);
        bytes.write(id >>> 16);
        bytes.write(id >>> 8);
        bytes.write(id);
        try {
            var encoder = EncoderFactory.get().binaryEncoder(bytes, mine.encoder);
            // One that failed half-way is not used again: it would begin with what it has kept.
            mine.encoder = null;
            mine.datumWriters
                    .computeIfAbsent(form.type(), type -> new SpecificDatumWriter<>(form.schema(), form.data()))
                    .write(value, encoder);
            encoder.flush();
            mine.encoder = encoder;
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        if (bytes.size() > MAX_BYTES) {
            throw new SerializationException(
                    schema.getName() + " for " + topic + " takes " + bytes.size() + " bytes; the most is " + MAX_BYTES);
        }
        return bytes.toByteArray();
    }

    /**
     * Returns the record that bytes from a topic stand for.
     *
     * @throws LaterReleaseException when a later release wrote them
     * @throws UndecodableRecordException when they are not a record that belongs there
     * @throws SchemaRegistryException when the registry had to be asked for a schema and did not answer
     */
    public V decode(String topic, byte @Nullable [] bytes) {
        if (bytes == null) {
            throw new UndecodableRecordException("record has no value (null) where " + names() + " was expected");
        }
        if (bytes.length < FRAME) {
            throw new UndecodableRecordException(
                    "record must have at least " + FRAME + " bytes but has " + bytes.length);
        }
        if (bytes.length > MAX_BYTES) {
            throw new UndecodableRecordException(
                    "record must have at most " + MAX_BYTES + " bytes but has " + bytes.length);
        }
        if (bytes[0] != MAGIC) {
            throw new UndecodableRecordException(
                    "record is not in Confluent's framing: its first byte must be 0 but is "
                            + Byte.toUnsignedInt(bytes[0])
                            + "; a newer serializer may have put the schema id into a header, which is not read here");
        }
        var id = ByteBuffer.wrap(bytes).getInt(1);
        var mine = coders.get();
        var writer = mine.writers.get(id);
        if (writer == null) {
            writer = writerOf(topic, id);
            mine.writers.put(id, writer);
        }
        DatumCheck.check(writer.schema(), bytes, FRAME);
        try {
            mine.decoder = DecoderFactory.get().binaryDecoder(bytes, FRAME, bytes.length - FRAME, mine.decoder);
            return read(writer.reader(), mine.decoder);
        } catch (IOException | AvroRuntimeException e) {
            if (writer.knowsMore()) {
                throw LaterReleaseException.of(
                        "record of " + topic, "its schema (id " + id + ") has a value that is new: " + e.getMessage());
            }
            throw new UndecodableRecordException(
                    "record is not a valid " + writer.schema().getName() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Makes sure that every class of record has an id on the topic.
     *
     * @throws SchemaRegistryException when one cannot be had
     */
    public void register(String topic) {
        forms.values().forEach(form -> idOf(topic, form));
    }

    /** {@inheritDoc} */
    @Override
    public Serializer<V> serializer() {
        return (topic, value) -> value == null ? null : encode(topic, value);
    }

    /** {@inheritDoc} */
    @Override
    public Deserializer<V> deserializer() {
        return (topic, bytes) -> bytes == null ? null : decode(topic, bytes);
    }

    private int idOf(String topic, Form<? extends V> form) {
        var destination = new Destination(topic, form.type());
        var known = writtenIds.get(destination);
        if (known != null) {
            return known;
        }
        // Confluent's names: by topic where that tells the record, by topic and record where it does not.
        var subject = topic + "-" + (forms.size() == 1 ? "value" : form.schema().getFullName());
        var id = ids.idOf(subject, form.schema());
        writtenIds.put(destination, id);
        return id;
    }

    private Writer writerOf(String topic, int id) {
        var schema = schemaOf(topic, id);
        var form = forms.get(schema.getFullName());
        if (form == null) {
            throw new UndecodableRecordException("record with schema id " + id + " is " + schema.getFullName()
                    + ", which does not belong on " + topic + "; it takes " + names());
        }
        return new Writer(
                schema,
                new SpecificDatumReader<>(schema, form.schema(), form.data()),
                knowsMore(schema, form.schema()));
    }

    private static boolean knowsMore(Schema writer, Schema reader) {
        var differences = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult()
                .getIncompatibilities();
        return !differences.isEmpty()
                && differences.stream().allMatch(difference -> ADDED.contains(difference.getType()));
    }

    private Schema schemaOf(String topic, int id) {
        try {
            return ids.schemaOf(id);
        } catch (LaterReleaseException later) {
            throw later.on(topic);
        }
    }

    @SuppressWarnings("unchecked") // a writer is kept only for a class that is one of the forms of V
    private V read(DatumReader<?> reader, BinaryDecoder decoder) throws IOException {
        return ((DatumReader<V>) reader).read(null, decoder);
    }

    private String names() {
        return String.join(
                " or ",
                forms.values().stream().map(form -> form.schema().getName()).toList());
    }
}
