package io.glyphstream.processor;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A label that came in a record of its own.
 *
 * @param label the true class, from 0 to 255
 * @param original the record that it came in, as it was
 */
record LateLabel(String imageId, int label, ConsumerRecord<byte[], byte[]> original) {}
