package io.glyphstream.learning.window;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glyphstream.operations.ReadProgress;
import io.glyphstream.operations.TopicPresence;
import io.glyphstream.registry.TopicReader;
import io.glyphstream.schemas.OffsetRange;
import io.glyphstream.schemas.PinnedRange;
import io.glyphstream.schemas.PinnedRecord;
import io.glyphstream.schemas.RecordKeys;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/*
 * No transaction: it would hold up readers of the topic for as long as the copying takes. What is copied before the range says
 * that all is there harms nobody, and is found by the next attempt.
 */
/** Copies records of ranges to the topic of pins. For one thread at a time. */
final class PinCopy implements AutoCloseable {

    private static final Map<String, ?> DEFAULTS = Map.of(
            ProducerConfig.LINGER_MS_CONFIG, 20,
            ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10,
            ProducerConfig.MAX_BLOCK_MS_CONFIG, 30_000L,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);

    private static final Map<String, ?> REQUIRED = Map.of(ProducerConfig.ACKS_CONFIG, "all");

    private final KafkaCluster cluster;
    private final Topics topics;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    /** The hash of the newest copy of each record, by its offset. */
    private final Map<OffsetRange, Map<Long, Integer>> known = new HashMap<>();

    private long copied;
    private long bytes;

    PinCopy(KafkaCluster cluster, Topics topics, LogRanges ranges) {
        this.cluster = cluster;
        this.topics = topics;
        Stream.of(ranges.images(), ranges.labels())
                .forEach(part -> part.stream()
                        .filter(range -> range.getFrom() < range.getTo())
                        .forEach(range -> known.put(range, new HashMap<>())));
        var none = new ByteArraySerializer();
        producer = new KafkaProducer<>(cluster.clientSettings(DEFAULTS, REQUIRED), none, none);
    }

    /**
     * Reads which records of the ranges are copied already.
     *
     * @throws io.glyphstream.operations.MissingTopicException when the topic of pins is not there
     */
    void readKnown(ReadProgress progress) {
        TopicPresence.require(cluster, List.of(topics.pins().name()));
        try (var consumer = TopicReader.consumerForManyPlaces(cluster)) {
            new PinsTopic(cluster, topics, consumer)
                    .records(
                            copy -> known.forEach((range, copies) -> {
                                if (PinsTopic.isIn(copy, range)) {
                                    copies.put(copy.getOffset(), copy.hashCode());
                                }
                            }),
                            progress);
        }
    }

    /** Copies a record, unless the same copy is there already. */
    void take(OffsetRange range, ConsumerRecord<byte[], byte[]> record) {
        var copy = new PinnedRecord(
                range.getTopicId(),
                record.partition(),
                record.offset(),
                Instant.ofEpochMilli(record.timestamp()),
                record.key() == null ? null : ByteBuffer.wrap(record.key()),
                ByteBuffer.wrap(record.value()));
        var copies = known.computeIfAbsent(range, unknown -> new HashMap<>());
        int hash = copy.hashCode();
        @Nullable Integer before = copies.put(record.offset(), hash);
        if (before == null || before != hash) {
            copied++;
            bytes += send(
                    PinsTopic.RECORDS,
                    RecordKeys.pinnedRecord(range.getTopicId(), record.partition(), record.offset()),
                    copy);
        }
    }

    /**
     * Tells that all records of the ranges are copied, once they are.
     *
     * @throws KafkaException when Kafka did not take a record
     */
    void complete() {
        flush();
        known.forEach((range, copies) -> {
            var whole = new PinnedRange(
                    range.getTopicId(), range.getPartition(), range.getFrom(), range.getTo(), (long) copies.size());
            send(PinsTopic.RANGES, RecordKeys.pinnedRange(range), whole);
        });
        flush();
    }

    /** Returns how many records of the ranges are copied. */
    long records() {
        return known.values().stream().mapToLong(Map::size).sum();
    }

    /** Returns how many were copied here. */
    long copied() {
        return copied;
    }

    /** Returns how many bytes of keys and values these took. */
    long bytes() {
        return bytes;
    }

    private int send(int partition, String key, SpecificRecord value) {
        requireTaken();
        byte[] keyBytes = key.getBytes(UTF_8);
        byte[] valueBytes = topics.pins().encode(value);
        var unused = producer.send(
                new ProducerRecord<>(topics.pins().name(), partition, keyBytes, valueBytes), (place, failed) -> {
                    if (failed != null) {
                        failure.compareAndSet(null, failed);
                    }
                });
        return keyBytes.length + valueBytes.length;
    }

    private void flush() {
        producer.flush();
        requireTaken();
    }

    private void requireTaken() {
        @Nullable Exception failed = failure.get();
        if (failed != null) {
            throw failed instanceof KafkaException ofKafka ? ofKafka : new KafkaException(failed);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
