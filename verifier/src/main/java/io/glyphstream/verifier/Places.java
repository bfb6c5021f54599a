package io.glyphstream.verifier;

import io.glyphstream.schemas.DeadLetterHeaders;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Where records lie, in words. */
final class Places {
    private Places() {}

    static String of(ConsumerRecord<?, ?> record) {
        return of(record.topic(), record.partition(), record.offset());
    }

    static String of(DeadLetterHeaders origin) {
        return of(origin.topic(), origin.partition(), origin.offset());
    }

    static String of(String topic, int partition, long offset) {
        return topic + "-" + partition + " at " + offset;
    }
}
