package io.glyphstream.schemas;

import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Says that the schema registry could not be asked, or refused. Nothing is known about the record at hand: it may well
 * be good, so it must not be treated as an {@link UndecodableRecordException undecodable} one.
 */
public sealed class SchemaRegistryException extends KafkaException permits SchemaRegistryUnavailableException {
    private static final long serialVersionUID = 1L;

    /** Says what was asked, and what came back. */
    public SchemaRegistryException(String message) {
        super(message);
    }

    /** Says what was asked, and why no answer came. */
    public SchemaRegistryException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
