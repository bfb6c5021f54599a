package io.glyphstream.soak;

import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.PartlyOpened;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Counts what was written to a topic and never committed, by reading it twice: with trust in everything, and with none. */
final class AbortedRecords implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Count everything;
    private final Count committed;

    AbortedRecords(KafkaCluster cluster, String topic) {
        try (var opened = new PartlyOpened()) {
            everything = opened.add(new Count(cluster, topic, "read_uncommitted"), count -> count.consumer.close());
            committed = opened.add(new Count(cluster, topic, "read_committed"), count -> count.consumer.close());
            opened.complete();
        }
    }

    /** Returns how many there are up to the oldest transaction that is open now. */
    long count() {
        var partitions = committed.partitionsNow();
        everything.read(partitions);
        committed.read(partitions);
        var ends = committed.ends();
        return everything.upTo(ends) - committed.upTo(ends);
    }

    @Override
    public void close() {
        everything.consumer.close();
        committed.consumer.close();
    }

    /** The records that a reader of one kind has seen. */
    private static final class Count {

        private final KafkaConsumer<byte[], byte[]> consumer;
        private final String topic;
        private List<TopicPartition> partitions = List.of();
        private long seen;

        Count(KafkaCluster cluster, String topic, String isolation) {
            var settings = cluster.clientSettings(
                    Map.of(),
                    Map.of(
                            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                            isolation,
                            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                            false,
                            ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                            1_000));
            var none = new ByteArrayDeserializer();
            consumer = new KafkaConsumer<>(settings, none, none);
            this.topic = topic;
        }

        List<TopicPartition> partitionsNow() {
            return consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
        }

        /** Reads these, those that are new here from their beginning. */
        void read(List<TopicPartition> now) {
            var added = now.stream()
                    .filter(partition -> !partitions.contains(partition))
                    .toList();
            if (!added.isEmpty()) {
                partitions = now;
                consumer.assign(now);
                consumer.seekToBeginning(added);
            }
        }

        Map<TopicPartition, Long> ends() {
            return consumer.endOffsets(partitions);
        }

        long upTo(Map<TopicPartition, Long> ends) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (partitions.stream().anyMatch(partition -> isBefore(partition, ends))
                    && System.nanoTime() < deadline) {
                for (var record : consumer.poll(POLL)) {
                    var partition = new TopicPartition(record.topic(), record.partition());
                    if (record.offset() < ends.getOrDefault(partition, 0L)) {
                        seen++;
                    }
                }
                // What lies behind the end is read again with the next count.
                ends.forEach((partition, end) -> {
                    if (consumer.position(partition) > end) {
                        consumer.seek(partition, end);
                    }
                });
            }
            return seen;
        }

        private boolean isBefore(TopicPartition partition, Map<TopicPartition, Long> ends) {
            return consumer.position(partition) < ends.getOrDefault(partition, 0L);
        }
    }
}
