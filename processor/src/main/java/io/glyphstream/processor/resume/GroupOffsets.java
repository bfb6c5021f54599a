package io.glyphstream.processor.resume;

import io.glyphstream.schemas.kafka.KafkaReply;
import io.glyphstream.schemas.kafka.PartitionOffsets;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.StaleMemberEpochException;
import org.apache.kafka.common.errors.UnknownMemberIdException;

/** The committed offsets of the group of processors. */
final class GroupOffsets {
    private final Admin admin;
    private final String group;

    GroupOffsets(Admin admin, String group) {
        this.admin = admin;
        this.group = group;
    }

    /** Returns what is committed; nothing for a group that Kafka does not know. */
    Map<TopicPartition, Long> committed() {
        return PartitionOffsets.committed(admin.listConsumerGroupOffsets(group));
    }

    /** Returns what is committed of these partitions, or fails after so many milliseconds. */
    Map<TopicPartition, Long> committed(Set<TopicPartition> partitions, int limitMillis) {
        var spec = new ListConsumerGroupOffsetsSpec().topicPartitions(partitions);
        var options = new ListConsumerGroupOffsetsOptions().timeoutMs(limitMillis);
        return PartitionOffsets.committed(admin.listConsumerGroupOffsets(Map.of(group, spec), options));
    }

    /** Sets offsets; returns false, and changes nothing, while the group has members. */
    boolean set(Map<TopicPartition, Long> offsets) {
        var wanted = offsets.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> new OffsetAndMetadata(entry.getValue())));
        try {
            KafkaReply.of(admin.alterConsumerGroupOffsets(group, wanted).all());
            return true;
        } catch (UnknownMemberIdException
                | GroupNotEmptyException
                | RebalanceInProgressException
                | StaleMemberEpochException hasMembers) {
            return false;
        }
    }
}
