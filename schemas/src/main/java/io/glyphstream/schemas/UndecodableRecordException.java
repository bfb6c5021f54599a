package io.glyphstream.schemas;

import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Says that bytes read from a topic are not a record that belongs there. The message tells what is wrong, with the value.
 *
 * <p>It is final: the same bytes will never decode. What may heal by itself, such as a schema registry that does not
 * answer, is a {@link SchemaRegistryException}.
 */
public sealed class UndecodableRecordException extends SerializationException permits LaterReleaseException {
    private static final long serialVersionUID = 1L;

    /** Says what is wrong with the bytes. */
    public UndecodableRecordException(String message) {
        super(message);
    }

    /** Says what is wrong with the bytes, and what found it. */
    public UndecodableRecordException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Returns the same, with the place of the record. */
    public UndecodableRecordException at(String topic, int partition, long offset) {
        return new UndecodableRecordException(
                place(topic, partition, offset) + " cannot be read: " + getMessage(), getCause());
    }

    static String place(String topic, int partition, long offset) {
        return "record of " + topic + " (partition " + partition + ", offset " + offset + ")";
    }
}
