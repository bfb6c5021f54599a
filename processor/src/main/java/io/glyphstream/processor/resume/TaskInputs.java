package io.glyphstream.processor.resume;

import io.glyphstream.processor.settings.Guarantee;
import io.glyphstream.schemas.kafka.Topics;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * What all tasks of a processor know of their inputs.
 *
 * @param topicIds of all inputs, as they were when the processor started
 * @param copies how many brokers have each partition of the images
 * @param removed receives where offsets have a gap
 */
public record TaskInputs(
        Topics topics, Map<Input, Uuid> topicIds, int copies, Guarantee guarantee, RemovedRecords removed) {
    /** Checks that every input has a topic id. */
    public TaskInputs {
        topicIds = Map.copyOf(topicIds);
        if (topicIds.size() != Input.values().length) {
            throw new IllegalArgumentException("every input must have a topic id but there were " + topicIds);
        }
    }

    Uuid topicId(Input input) {
        return topicIds.getOrDefault(input, Uuid.ZERO_UUID);
    }

    /** Notes that no record came between these offsets, the second exclusive. */
    void skipped(Input input, int partition, long from, long to) {
        removed.skipped(new TopicPartition(input.topic(topics), partition), from, to);
    }
}
