package io.glyphstream.schemas.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** What an admin client is told of partitions and of offsets in them; each method throws as {@link KafkaReply#of} does. */
public final class PartitionOffsets {
    private PartitionOffsets() {}

    /** Returns the partitions of a topic. */
    public static List<TopicPartition> partitions(Admin admin, String topic) {
        return KafkaReply.of(admin.describeTopics(List.of(topic)).allTopicNames()).values().stream()
                .flatMap(description -> description.partitions().stream())
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    /** Returns the offset that is asked for in each of these partitions. */
    public static Map<TopicPartition, Long> of(Admin admin, Collection<TopicPartition> partitions, OffsetSpec which) {
        return of(admin, partitions, which, new ListOffsetsOptions());
    }

    /** Returns the offset that is asked for in each of these partitions. */
    public static Map<TopicPartition, Long> of(
            Admin admin, Collection<TopicPartition> partitions, OffsetSpec which, ListOffsetsOptions options) {
        var wanted = partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> which));
        var offsets = new HashMap<TopicPartition, Long>();
        KafkaReply.of(admin.listOffsets(wanted, options).all())
                .forEach((partition, found) -> offsets.put(partition, found.offset()));
        return offsets;
    }

    /** Returns what a group has committed; partitions without a commit are left out. */
    public static Map<TopicPartition, Long> committed(ListConsumerGroupOffsetsResult answer) {
        var committed = new HashMap<TopicPartition, Long>();
        KafkaReply.of(answer.partitionsToOffsetAndMetadata()).forEach((partition, offset) -> {
            if (offset != null) {
                committed.put(partition, offset.offset());
            }
        });
        return committed;
    }
}
