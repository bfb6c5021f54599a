package io.glyphstream.console.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.glyphstream.schemas.kafka.KafkaCluster;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Finds committed records of a topic by their places, with one consumer that goes from place to place.
 *
 * <p>A fetch brings the batch of the record and little more. Many threads may ask; one is served at a time.
 */
public final class RecordFinder implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(200);
    /** Up to so many records are read on to come to the next one. */
    private static final int NEAR = 64;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Map<String, ?> SETTINGS = Map.of(
            // The consumer fetches ahead; the next place must not wait until that fetch has something.
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 5,
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 16 * 1024,
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 16);

    private final String topic;

    @GuardedBy("this")
    private final KafkaConsumer<byte[], byte[]> consumer;

    /** Connects on first use. */
    public RecordFinder(KafkaCluster cluster, String topic) {
        this.topic = topic;
        consumer = Consumers.open(cluster, SETTINGS);
    }

    /** The offsets of a partition: that of the first record, and that behind the last one. */
    public record Bounds(long first, long end) {}

    /**
     * Returns the records that are there, by their places.
     *
     * @throws TimeoutException when Kafka does not answer
     */
    public synchronized Map<Place, ConsumerRecord<byte[], byte[]>> find(Collection<Place> places) {
        var found = new HashMap<Place, ConsumerRecord<byte[], byte[]>>();
        var byPartition = new TreeMap<Integer, NavigableSet<Long>>();
        places.forEach(place -> byPartition
                .computeIfAbsent(place.partition(), partition -> new TreeSet<>())
                .add(place.offset()));
        byPartition.forEach((partition, offsets) -> {
            if (isPartition(partition)) {
                find(new TopicPartition(topic, partition), offsets, found);
            }
        });
        return found;
    }

    /** Returns where a partition begins and ends; empty if the topic has no such partition. */
    public synchronized Optional<Bounds> bounds(int partition) {
        if (!isPartition(partition)) {
            return Optional.empty();
        }
        var asked = new TopicPartition(topic, partition);
        return Optional.of(new Bounds(
                consumer.beginningOffsets(List.of(asked)).getOrDefault(asked, 0L),
                consumer.endOffsets(List.of(asked)).getOrDefault(asked, 0L)));
    }

    @GuardedBy("this")
    private boolean isPartition(int partition) {
        var known = consumer.partitionsFor(topic);
        return known != null && known.stream().anyMatch(one -> one.partition() == partition);
    }

    /** Reads on from the first offset to the last, and leaps where they are far apart. What is passed by is not there. */
    @GuardedBy("this")
    private void find(
            TopicPartition partition, NavigableSet<Long> offsets, Map<Place, ConsumerRecord<byte[], byte[]>> found) {
        // To read from beyond the end would begin at the beginning.
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        var left = new TreeSet<>(offsets.headSet(end));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        consumer.assign(List.of(partition));
        long position = -NEAR - 1;
        while (!left.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException(topic + " did not answer within " + PATIENCE.toSeconds() + " s");
            }
            if (left.first() - position > NEAR) {
                consumer.seek(partition, left.first());
            }
            for (var message : consumer.poll(LOOK)) {
                if (left.contains(message.offset())) {
                    found.put(new Place(partition.partition(), message.offset()), message);
                }
            }
            position = consumer.position(partition);
            left.headSet(position).clear();
        }
    }

    @Override
    public synchronized void close() {
        consumer.close();
    }
}
