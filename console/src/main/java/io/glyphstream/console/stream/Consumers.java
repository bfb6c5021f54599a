package io.glyphstream.console.stream;

import io.glyphstream.schemas.kafka.KafkaCluster;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Consumers that are told where to read: they belong to no group, commit nothing, and see committed records only. */
final class Consumers {

    private static final Map<String, ?> DEFAULTS = Map.of(
            ConsumerConfig.CLIENT_ID_CONFIG, "glyphstream-console",
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000,
            ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);

    private static final Map<String, ?> REQUIRED = Map.of(
            ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");

    private Consumers() {}

    /** Returns a consumer that connects on first use. */
    static KafkaConsumer<byte[], byte[]> open(KafkaCluster cluster, Map<String, ?> more) {
        var required = new HashMap<String, Object>(REQUIRED);
        required.putAll(more);
        var none = new ByteArrayDeserializer();
        return new KafkaConsumer<>(cluster.clientSettings(DEFAULTS, required), none, none);
    }

    /**
     * Returns the partitions of a topic.
     *
     * @throws UnknownTopicOrPartitionException when it is not there
     */
    static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        var found = consumer.partitionsFor(topic);
        if (found == null || found.isEmpty()) {
            throw new UnknownTopicOrPartitionException("there is no topic " + topic);
        }
        return found.stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }
}
