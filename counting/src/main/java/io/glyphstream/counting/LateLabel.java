package io.glyphstream.counting;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A label that came in a record of its own.
 *
 * @param label the true class, from 0 to 255
 * @param original the record that it came in, as it was
 */
public record LateLabel(String imageId, int label, ConsumerRecord<byte[], byte[]> original) {
    /** Returns how many bytes its record takes: the key and the value. */
    int bytes() {
        return length(original.key()) + length(original.value());
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
