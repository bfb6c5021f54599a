package io.glyphstream.learning.service;

import io.glyphstream.schemas.KafkaCluster;
import io.glyphstream.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Which of the trainers for a model is at work: the member of their consumer group that has the only partition of the trainers
 * topic. Kafka gives it to another when this one leaves or is silent for some seconds. For one thread.
 */
final class Leadership implements AutoCloseable {

    private static final Map<String, ?> DEFAULTS = Map.of(
            ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000,
            ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);

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
                "latest");
        var none = new ByteArrayDeserializer();
        consumer = new KafkaConsumer<>(cluster.clientSettings(DEFAULTS, required), none, none);
        consumer.subscribe(List.of(topics.trainers().name()));
    }

    /** Takes part in the group, and returns true if this one is at work. */
    boolean isLeader(Duration wait) {
        // The records are read elsewhere; the partition stands for the work alone.
        var unused = consumer.poll(wait);
        consumer.pause(consumer.assignment());
        return !consumer.assignment().isEmpty();
    }

    /** Leaves the group, so that another takes over at once. */
    @Override
    public void close() {
        consumer.close();
    }
}
