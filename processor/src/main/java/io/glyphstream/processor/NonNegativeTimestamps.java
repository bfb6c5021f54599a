package io.glyphstream.processor;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * The record's own time, or the newest of its partition where it has none: a missing time must not stop the stream, and
 * the same topic must give the same windows whenever it is read.
 */
final class NonNegativeTimestamps implements TimestampExtractor {
    @Override
    public long extract(ConsumerRecord<Object, Object> image, long newestOfPartition) {
        if (image.timestamp() >= 0) {
            return image.timestamp();
        }
        return Math.max(0, newestOfPartition);
    }
}
