package io.glyphstream.console.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.glyphstream.schemas.kafka.KafkaCluster;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Map<String, ?> SETTINGS = Map.of(
            // The consumer fetches ahead; the next place must not wait until that fetch has something.
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 5,
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 16 * 1024,
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);

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
        var found = new LinkedHashMap<Place, ConsumerRecord<byte[], byte[]>>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (var place : places) {
            if (isPartition(place.partition())) {
                find(place, deadline).ifPresent(message -> found.put(place, message));
            }
        }
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

    /** What comes first from there on is the record, or another one if it is no more or never was one. */
    @GuardedBy("this")
    private Optional<ConsumerRecord<byte[], byte[]>> find(Place place, long deadline) {
        var partition = new TopicPartition(topic, place.partition());
        consumer.assign(List.of(partition));
        consumer.seek(partition, place.offset());
        while (System.nanoTime() < deadline) {
            for (var message : consumer.poll(LOOK)) {
                return message.offset() == place.offset() ? Optional.of(message) : Optional.empty();
            }
            if (consumer.position(partition) != place.offset()
                    || consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L) <= place.offset()) {
                return Optional.empty();
            }
        }
        throw new TimeoutException(topic + " did not answer within " + PATIENCE.toSeconds() + " s");
    }

    @Override
    public synchronized void close() {
        consumer.close();
    }
}
