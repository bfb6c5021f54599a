package io.glyphstream.learning.service;

import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Which of the trainers for a model is at work: the member of their consumer group that has the only partition of the trainers
 * topic. Kafka gives it to another when this one leaves or is silent for some seconds. For one thread.
 */
final class Leadership implements AutoCloseable {

    private static final Map<String, ?> DEFAULTS = Map.of(
            ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000,
            ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);

    private final TopicPartition work;
    private final KafkaConsumer<byte[], byte[]> consumer;

    /** Returns the group of the trainers for a model. */
    static String group(Topics topics, String model) {
        return topics.prefix() + "trainer-" + model;
    }

    Leadership(KafkaCluster cluster, Topics topics, String model) {
        Map<String, Object> required = Map.of(
                ConsumerConfig.GROUP_ID_CONFIG,
                group(topics, model),
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "latest",
                // Kafka's usual assignment would give the work to a member that joins, if its id comes first.
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                CooperativeStickyAssignor.class.getName());
        var none = new ByteArrayDeserializer();
        consumer = new KafkaConsumer<>(cluster.clientSettings(DEFAULTS, required), none, none);
        work = new TopicPartition(topics.trainers().name(), 0);
        consumer.subscribe(List.of(work.topic()));
    }

    /** Takes part in the group, and returns true if this one is at work. */
    boolean isLeader(Duration wait) {
        // The records are read elsewhere; the partition stands for the work alone.
        var unused = consumer.poll(wait);
        consumer.pause(consumer.assignment());
        return !consumer.assignment().isEmpty();
    }

    /** Returns true if it takes part in the group, with the work or without it. */
    boolean isMember() {
        return consumer.groupMetadata().generationId() >= 0;
    }

    /**
     * Asks the broker that has the partition for an answer: to one that stands by, a poll says nothing while no broker does.
     *
     * @throws org.apache.kafka.common.errors.TimeoutException when none comes within the limit
     */
    void requireAnswer(Duration limit) {
        var unused = consumer.endOffsets(List.of(work), limit);
    }

    /** Leaves the group, so that another takes over at once. */
    @Override
    public void close() {
        consumer.close();
    }
}
