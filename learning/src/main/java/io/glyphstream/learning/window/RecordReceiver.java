package io.glyphstream.learning.window;

import io.glyphstream.schemas.OffsetRange;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes in records of ranges. */
@FunctionalInterface
interface RecordReceiver {

    /** Takes in a record that lies in a range, or the copy of one, which has its place. */
    void take(OffsetRange range, ConsumerRecord<byte[], byte[]> record);
}
