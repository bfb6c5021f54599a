package io.glyphstream.registry;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/**
 * Which log a broker keeps under a topic's name, and where it ends.
 *
 * @param id the topic's id, another one each time a topic of this name is created
 * @param end the offset after the last record, committed or not
 */
public record TopicState(Uuid id, long end) {
    /**
     * Asks the broker about a topic of one partition.
     *
     * @throws org.apache.kafka.common.errors.TimeoutException when it does not answer within the limit
     */
    public static TopicState of(Admin admin, TopicPartition partition, Duration limit) {
        int millis = (int) limit.toMillis();
        var topic = partition.topic();
        try {
            var described = admin.describeTopics(List.of(topic), new DescribeTopicsOptions().timeoutMs(millis));
            var id = described.allTopicNames().get().values().iterator().next().topicId();
            long end = admin.listOffsets(
                            Map.of(partition, OffsetSpec.latest()), new ListOffsetsOptions().timeoutMs(millis))
                    .partitionResult(partition)
                    .get()
                    .offset();
            return new TopicState(id, end);
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof TopicAuthorizationException) {
                // The broker's answer does not name the topic.
                throw new TopicAuthorizationException("topic authorization failed for " + topic, Set.of(topic));
            }
            if (failed.getCause() instanceof KafkaException kafka) {
                throw kafka;
            }
            throw new KafkaException("the state of topic " + topic + " is not known", failed.getCause());
        }
    }

    /**
     * Returns why this is not the log that was read before, or nothing: then reading can go on where it ended.
     *
     * @param read the topic's id when it was read
     * @param position the offset up to which it was read
     */
    Optional<String> breakAfter(Uuid read, long position) {
        if (!id.equals(read)) {
            return Optional.of("was deleted and created again");
        }
        if (end < position) {
            return Optional.of(
                    "ends at offset " + end + " and was read up to " + position + ": it is an older copy of itself");
        }
        return Optional.empty();
    }
}
