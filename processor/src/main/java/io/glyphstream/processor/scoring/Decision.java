package io.glyphstream.processor.scoring;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What becomes of records of the images topic, by the models that were in service at one moment. */
public interface Decision {
    /** Returns the outcome of each record, in the same order. */
    List<Outcome> outcomes(List<ConsumerRecord<byte[], byte[]>> records);
}
