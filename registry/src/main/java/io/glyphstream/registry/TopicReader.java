package io.glyphstream.registry;

import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.OpenTransactionException;
import io.glyphstream.schemas.kafka.OpenTransactions;
import io.glyphstream.schemas.kafka.PartlyOpened;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the committed records of a topic with one partition, from its beginning, without a group.
 *
 * <p>Where the topic was deleted and created again since, or is an older copy of itself, it is read from its beginning
 * again. For one thread at a time.
 */
public final class TopicReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private static final Duration LIMIT = Duration.ofSeconds(15);

    private final TopicPartition partition;
    private final FollowedTopic topic;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Admin admin;

    /**
     * A reader that stands at the beginning.
     *
     * @param forget is called before the topic is read from its beginning again
     */
    public TopicReader(KafkaCluster cluster, String name, Runnable forget) {
        partition = new TopicPartition(name, 0);
        topic = new FollowedTopic(partition, forget);
        try (var opened = new PartlyOpened()) {
            consumer = opened.add(consumer(cluster), KafkaConsumer::close);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            admin = opened.add(admin(cluster), Admin::close);
            opened.complete();
        }
    }

    /** Returns a consumer that sees committed records only and belongs to no group. */
    public static KafkaConsumer<byte[], byte[]> consumer(KafkaCluster cluster) {
        return consumer(cluster, Map.of());
    }

    /**
     * Returns a consumer that sees committed records only and belongs to no group, for one who changes its partitions often: a
     * broker that waits for records of the partitions before answers the next question no sooner.
     */
    public static KafkaConsumer<byte[], byte[]> consumerForManyPlaces(KafkaCluster cluster) {
        return consumer(cluster, Map.of(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20));
    }

    private static KafkaConsumer<byte[], byte[]> consumer(KafkaCluster cluster, Map<String, ?> more) {
        var defaults = timeouts(cluster);
        defaults.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 << 20);
        defaults.putAll(more);
        Map<String, Object> required = Map.of(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false);
        var settings = cluster.clientSettings(defaults, required);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Returns a client for questions about topics. */
    public static Admin admin(KafkaCluster cluster) {
        return Admin.create(cluster.clientSettings(timeouts(cluster), Map.of()));
    }

    /** Says within seconds that Kafka does not answer; the two depend on each other, so a user's own are left alone. */
    private static Map<String, Object> timeouts(KafkaCluster cluster) {
        var defaults = new HashMap<String, Object>();
        if (!cluster.settings().containsKey(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG)) {
            defaults.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
            defaults.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000);
        }
        return defaults;
    }

    /**
     * Reads on from where it stands past everything that is written now.
     *
     * <p>Committed records that lie behind somebody's open transaction stay invisible until that ends, so the end is the
     * end of all records and not that of the visible ones; an open transaction is waited for.
     *
     * @throws OpenTransactionException when an open transaction hides the end for longer than the limit
     * @throws TimeoutException when the end is not reached within the limit for another reason
     */
    public void readToEnd(Consumer<ConsumerRecord<byte[], byte[]>> records, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        long end = topic.look(admin, consumer, LIMIT).end();
        while (consumer.position(partition) < end) {
            var batch = consumer.poll(POLL);
            batch.records(partition).forEach(stored -> handOver(stored, records));
            if (batch.isEmpty() && System.nanoTime() - deadline > 0) {
                throw unfinished(end, limit);
            }
        }
        topic.readTo(consumer.position(partition));
    }

    private RetriableException unfinished(long end, Duration limit) {
        return new OpenTransactions(admin)
                .find(partition)
                .<RetriableException>map(OpenTransactionException::new)
                .orElseGet(() -> new TimeoutException("topic " + partition.topic() + " could be read to offset "
                        + consumer.position(partition) + " of " + end + " only within " + limit.toSeconds()
                        + " s: the broker does not answer"));
    }

    /** What the receiver could not take in now comes again with the next call. */
    private void handOver(ConsumerRecord<byte[], byte[]> stored, Consumer<ConsumerRecord<byte[], byte[]>> records) {
        try {
            records.accept(stored);
        } catch (RuntimeException failure) {
            consumer.seek(partition, stored.offset());
            throw failure;
        }
    }

    @Override
    public void close() {
        consumer.close();
        admin.close();
    }
}
