package io.glyphstream.console.stream;

import io.glyphstream.schemas.Prediction;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * An answer, and where it lies on the predictions topic.
 *
 * @param timestamp of the record, in milliseconds since 1970
 */
public record SeenAnswer(int partition, long offset, long timestamp, Prediction prediction) {

    /** Returns the answer that a record of the predictions topic holds, with its place. */
    public static SeenAnswer of(ConsumerRecord<?, ?> message, Prediction prediction) {
        return new SeenAnswer(message.partition(), message.offset(), message.timestamp(), prediction);
    }
}
