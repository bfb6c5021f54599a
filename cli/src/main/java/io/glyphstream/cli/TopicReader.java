package io.glyphstream.cli;

import io.glyphstream.schemas.KafkaCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads whole topics as anyone would who trusts committed records only. In no group, so nothing is remembered. */
final class TopicReader implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMillis(100);

    /** A topic may get more partitions while it is read. */
    private static final Duration LOOKS_FOR_PARTITIONS = Duration.ofSeconds(2);

    private static final Map<String, ?> DEFAULTS = Map.of(
            ConsumerConfig.METADATA_MAX_AGE_CONFIG, LOOKS_FOR_PARTITIONS.toMillis(),
            ConsumerConfig.CLIENT_ID_CONFIG, "glyphstream-reader",
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 4_096,
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000,
            ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000,
            // Answers are committed in small portions: waiting for more would only make them late.
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);

    private static final Map<String, ?> REQUIRED = Map.of(
            ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");

    private final Consumer<byte[], byte[]> consumer;
    private final List<String> topics;
    private List<TopicPartition> partitions;
    private long lastLook = System.nanoTime();

    /** Where reading begins. */
    enum Start {
        BEGINNING,
        END
    }

    TopicReader(KafkaCluster cluster, Collection<String> topics, Start start) {
        var none = new ByteArrayDeserializer();
        consumer = new KafkaConsumer<>(cluster.clientSettings(DEFAULTS, REQUIRED), none, none);
        this.topics = List.copyOf(topics);
        partitions = partitionsNow();
        consumer.assign(partitions);
        if (start == Start.BEGINNING) {
            consumer.seekToBeginning(partitions);
        }
        if (start == Start.END) {
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
        }
    }

    /** Returns what has come, at the latest after a tenth of a second. */
    Iterable<ConsumerRecord<byte[], byte[]>> poll() {
        if (System.nanoTime() - lastLook >= LOOKS_FOR_PARTITIONS.toNanos()) {
            lastLook = System.nanoTime();
            addPartitions();
        }
        return consumer.poll(PATIENCE);
    }

    /** Returns where the committed records of each partition end at present. */
    Map<TopicPartition, Long> ends() {
        return consumer.endOffsets(partitions);
    }

    /** Returns whether all that lies before these ends has been read. */
    boolean hasPassed(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** Returns everything that is on the topics at present. */
    static List<ConsumerRecord<byte[], byte[]>> readAll(KafkaCluster cluster, Collection<String> topics) {
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        try (var reader = new TopicReader(cluster, topics, Start.BEGINNING)) {
            var ends = reader.ends();
            while (!reader.hasPassed(ends)) {
                reader.poll().forEach(records::add);
            }
        }
        return records;
    }

    @Override
    public void close() {
        consumer.close();
    }

    /** Partitions that were added are read from their beginning, wherever reading of the others began. */
    private void addPartitions() {
        var now = partitionsNow();
        var added = now.stream()
                .filter(partition -> !partitions.contains(partition))
                .toList();
        if (added.isEmpty()) {
            return;
        }
        partitions = now;
        consumer.assign(now);
        consumer.seekToBeginning(added);
    }

    private List<TopicPartition> partitionsNow() {
        return topics.stream().flatMap(topic -> partitionsOf(topic).stream()).toList();
    }

    private List<TopicPartition> partitionsOf(String topic) {
        var found = consumer.partitionsFor(topic);
        if (found == null || found.isEmpty()) {
            throw TopicPresence.absent(topic);
        }
        return found.stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }
}
