package io.glyphstream.schemas.kafka;

import io.glyphstream.schemas.UndecodableRecordException;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/**
 * A topic: its name, what its values look like, and how Kafka has to keep it. Keys are always UTF-8 text, except on
 * dead letters, which keep the original's.
 *
 * @param values reads and writes the values; refuses what does not belong on the topic with an
 *     {@link UndecodableRecordException}
 * @param settings Kafka's own settings that the topic cannot do without; every other is the operator's choice
 */
public record Topic<V>(String name, Serde<V> values, Partitions partitions, Map<String, String> settings) {
    /** Copies the settings. */
    public Topic {
        settings = Map.copyOf(settings);
    }

    /** Returns a value as its bytes on this topic. */
    public byte[] encode(V value) {
        return values.serializer().serialize(name, value);
    }

    /**
     * Returns the value that bytes from this topic stand for.
     *
     * @throws UndecodableRecordException when they do not belong on this topic
     */
    public V decode(byte[] bytes) {
        return values.deserializer().deserialize(name, bytes);
    }

    /** Returns the value that bytes from this topic stand for, or nothing for a tombstone and for what does not belong here. */
    public Optional<V> tryDecode(byte @Nullable [] bytes) {
        try {
            return Optional.ofNullable(bytes).map(this::decode);
        } catch (UndecodableRecordException foreign) {
            return Optional.empty();
        }
    }
}
