package io.glyphstream.processor.resume;

import io.glyphstream.schemas.kafka.KafkaCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads committed records from the ends of partitions. Not thread-safe. */
final class TailReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long SHORTEST_TAIL = 256;
    private static final int GROWTH = 8;

    private final KafkaConsumer<byte[], byte[]> consumer;

    TailReader(KafkaCluster cluster) {
        var settings = cluster.clientSettings(
                Map.of(ConsumerConfig.CLIENT_ID_CONFIG, "glyphstream-start-check"),
                Map.of(
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false"));
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * Returns the wanted records of a tail that holds at least one; of the whole partition if no shorter tail does.
     *
     * @throws TimeoutException when the brokers do not answer in time
     */
    List<ConsumerRecord<byte[], byte[]>> tail(
            TopicPartition partition, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        consumer.assign(List.of(partition));
        var begin = begin(partition);
        var end = end(partition);
        for (var length = SHORTEST_TAIL; ; length *= GROWTH) {
            var from = Math.max(begin, end - length);
            var found = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            read(partition, from, end, record -> {
                if (wanted.test(record)) {
                    found.add(record);
                }
            });
            if (!found.isEmpty() || from == begin) {
                return found;
            }
        }
    }

    /** Reads all records of a topic, partition by partition. */
    void readAll(String topic, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        for (var info : consumer.partitionsFor(topic)) {
            var partition = new TopicPartition(topic, info.partition());
            consumer.assign(List.of(partition));
            read(partition, begin(partition), end(partition), reader);
        }
    }

    private long begin(TopicPartition partition) {
        return Objects.requireNonNull(
                consumer.beginningOffsets(List.of(partition)).get(partition));
    }

    private long end(TopicPartition partition) {
        return Objects.requireNonNull(consumer.endOffsets(List.of(partition)).get(partition));
    }

    private void read(TopicPartition partition, long from, long end, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        consumer.seek(partition, from);
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (consumer.position(partition) < end) {
            var records = consumer.poll(POLL);
            records.forEach(reader);
            if (!records.isEmpty()) {
                deadline = System.nanoTime() + PATIENCE.toNanos();
            }
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("no record of " + partition + " within " + PATIENCE.toSeconds() + " s");
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
