package io.glyphstream.processor.resume;

import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one partition of an input before the stream begins.
 *
 * @param topicId of the topic as it is now
 * @param begin the first offset that is still there
 * @param end the offset that the next record will get
 * @param committed the group's offset, if Kafka has one
 * @param recorded the position that the application recorded itself; null if it recorded none of this input
 * @param ranBefore whether the application was at this partition before: an input without a position was never read then
 */
record PartitionState(
        Input input,
        TopicPartition partition,
        Uuid topicId,
        long begin,
        long end,
        OptionalLong committed,
        @Nullable Position recorded,
        boolean ranBefore) {

    /** Returns whether nothing is there to be read. */
    boolean isEmpty() {
        return begin == end;
    }

    /** Returns the nearest offset that the partition has. */
    long within(long offset) {
        return Math.max(begin, Math.min(end, offset));
    }

    /** Returns such as {@code glyphstream.images partition 3}. */
    String name() {
        return partition.topic() + " partition " + partition.partition();
    }
}
