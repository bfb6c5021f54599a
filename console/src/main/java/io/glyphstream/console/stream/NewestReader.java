package io.glyphstream.console.stream;

import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.PartlyOpened;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the newest records of topics, committed ones only, a little at a time. It belongs to no consumer group. Partitions that are
 * added meanwhile are read too, from their beginning. For one thread.
 *
 * <p>A consumer of Kafka waits in silence for a broker that is away. So the reader asks for the ends of the partitions every two
 * seconds: no answer is a time-out.
 */
final class NewestReader implements AutoCloseable {

    /** How many offsets before the end reading begins: enough to hold the newest record, however many of them are markers. */
    static final int TAIL = 50;

    /** The most records that a poll returns. */
    static final int MOST = 200;

    private static final Duration PATIENCE = Duration.ofMillis(100);
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(3);

    private static final Map<String, ?> DEFAULTS = Map.of(
            ConsumerConfig.METADATA_MAX_AGE_CONFIG, LOOK.toMillis(),
            ConsumerConfig.CLIENT_ID_CONFIG, "glyphstream-console",
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000,
            ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 4_000,
            ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000,
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);

    private static final Map<String, ?> REQUIRED = Map.of(
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "latest",
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            MOST,
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
            64 << 10,
            ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
            256 << 10);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<String> topics;
    private List<TopicPartition> partitions;
    private long lastLook = System.nanoTime();

    /**
     * Connects to a cluster.
     *
     * @throws org.apache.kafka.common.KafkaException when Kafka does not answer or a topic is not there
     */
    NewestReader(KafkaCluster cluster, Collection<String> topics) {
        var none = new ByteArrayDeserializer();
        this.topics = List.copyOf(topics);
        try (var opened = new PartlyOpened()) {
            consumer = opened.add(
                    new KafkaConsumer<>(cluster.clientSettings(DEFAULTS, REQUIRED), none, none), KafkaConsumer::close);
            partitions = partitionsNow();
            consumer.assign(partitions);
            var beginnings = consumer.beginningOffsets(partitions);
            consumer.endOffsets(partitions)
                    .forEach((partition, end) ->
                            consumer.seek(partition, Math.max(beginnings.getOrDefault(partition, 0L), end - TAIL)));
            opened.complete();
        }
    }

    /**
     * Returns what has come, at most {@value #MOST} records, at the latest after a tenth of a second.
     *
     * @throws org.apache.kafka.common.errors.TimeoutException when Kafka does not answer
     */
    ConsumerRecords<byte[], byte[]> poll() {
        if (System.nanoTime() - lastLook >= LOOK.toNanos()) {
            lastLook = System.nanoTime();
            addPartitions();
            consumer.endOffsets(partitions, ANSWER);
        }
        return consumer.poll(PATIENCE);
    }

    /** Returns how many offsets lie ahead, as far as it is known. */
    long behind() {
        return partitions.stream().mapToLong(this::behind).sum();
    }

    /** Goes near the end of these partitions; returns how many offsets were left out. */
    long skip(Collection<TopicPartition> polled) {
        long skipped = 0;
        for (var partition : polled) {
            long left = behind(partition) - TAIL;
            if (left > 0) {
                consumer.seek(partition, consumer.position(partition) + left);
                skipped += left;
            }
        }
        return skipped;
    }

    @Override
    public void close() {
        consumer.close();
    }

    private long behind(TopicPartition partition) {
        return consumer.currentLag(partition).orElse(0);
    }

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
        return topics.stream()
                .flatMap(topic -> Consumers.partitions(consumer, topic).stream())
                .toList();
    }
}
