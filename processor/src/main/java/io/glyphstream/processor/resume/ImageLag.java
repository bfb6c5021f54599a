package io.glyphstream.processor.resume;

import io.glyphstream.schemas.kafka.PartitionOffsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * The lag that Kafka's consumers tell of is that of their position. A processor polls ahead, and what it has polled is not answered:
 * so the end of a partition is compared with what is committed.
 */
/** How many images wait for an answer in each partition that this processor has, as of the latest look. Thread-safe. */
public final class ImageLag {
    private static final Logger LOG = LoggerFactory.getLogger(ImageLag.class);

    /** The thread that looks has more to look at, so a partition without a leader must not keep it waiting. */
    private static final int LIMIT_MILLIS = (int) Duration.ofSeconds(2).toMillis();

    private final String group;
    private volatile Map<TopicPartition, Long> lags = Map.of();

    /** @param group whose commits count */
    public ImageLag(String group) {
        this.group = group;
    }

    /** Looks how far these partitions are answered; what nobody says now is not known until the next look. */
    public void look(Admin admin, Set<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            lags = Map.of();
            return;
        }
        try {
            lags = lags(admin, partitions);
        } catch (KafkaException unanswered) {
            LOG.debug("no answer about the lag of {}", partitions, unanswered);
            lags = Map.of();
        }
    }

    private Map<TopicPartition, Long> lags(Admin admin, Set<TopicPartition> partitions) {
        // First, so that what is committed in between does not count as waiting.
        var begins = offsets(admin, partitions, OffsetSpec.earliest());
        var ends = offsets(admin, partitions, OffsetSpec.latest());
        var committed = new GroupOffsets(admin, group).committed(partitions, LIMIT_MILLIS);
        var found = new HashMap<TopicPartition, Long>();
        for (var partition : partitions) {
            var begin = Objects.requireNonNull(begins.get(partition));
            var end = Objects.requireNonNull(ends.get(partition));
            var next = Math.max(begin, committed.getOrDefault(partition, begin));
            found.put(partition, Math.max(0, end - next));
        }
        return Map.copyOf(found);
    }

    private static Map<TopicPartition, Long> offsets(Admin admin, Set<TopicPartition> partitions, OffsetSpec spec) {
        return PartitionOffsets.of(admin, partitions, spec, new ListOffsetsOptions().timeoutMs(LIMIT_MILLIS));
    }

    /** Calls the reader with the number of each partition and how many of its images wait. */
    public void forEach(BiConsumer<Integer, Long> reader) {
        lags.forEach((partition, lag) -> reader.accept(partition.partition(), lag));
    }
}
