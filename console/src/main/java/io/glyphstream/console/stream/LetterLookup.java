package io.glyphstream.console.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Finds a dead letter by its place. Safe for use by many threads, one at a time. */
public final class LetterLookup implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMillis(200);
    private static final int TRIES = 25;

    private static final Map<String, ?> REQUIRED = Map.of(
            ConsumerConfig.CLIENT_ID_CONFIG,
            "glyphstream-console-letters",
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            1,
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            15_000,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "latest");

    private final KafkaCluster cluster;
    private final String topic;

    @GuardedBy("this")
    private @Nullable KafkaConsumer<byte[], byte[]> consumer;

    /** Looks on the cluster's topic; connects when it is asked first. */
    public LetterLookup(KafkaCluster cluster, Topics topics) {
        this.cluster = cluster;
        topic = topics.deadLetters().name();
    }

    /** Returns the record at a place, or nothing if none is there, or no more. */
    public synchronized Optional<ConsumerRecord<byte[], byte[]>> find(int partition, long offset) {
        var open = open();
        var place = new TopicPartition(topic, partition);
        if (open.partitionsFor(topic).stream().noneMatch(found -> found.partition() == partition)) {
            return Optional.empty();
        }
        open.assign(List.of(place));
        if (offset < first(open, place) || offset >= end(open, place)) {
            return Optional.empty();
        }
        open.seek(place, offset);
        for (int tries = 0; tries < TRIES && open.position(place) <= offset; tries++) {
            for (var found : open.poll(PATIENCE)) {
                return Optional.of(found).filter(letter -> letter.offset() == offset);
            }
        }
        return Optional.empty();
    }

    @Override
    public synchronized void close() {
        if (consumer != null) {
            consumer.close();
        }
    }

    @GuardedBy("this")
    private KafkaConsumer<byte[], byte[]> open() {
        var open = consumer;
        if (open == null) {
            var bytes = new ByteArrayDeserializer();
            open = new KafkaConsumer<>(cluster.clientSettings(Map.of(), REQUIRED), bytes, bytes);
            consumer = open;
        }
        return open;
    }

    private static long first(KafkaConsumer<?, ?> open, TopicPartition place) {
        return open.beginningOffsets(List.of(place)).getOrDefault(place, 0L);
    }

    private static long end(KafkaConsumer<?, ?> open, TopicPartition place) {
        return open.endOffsets(List.of(place)).getOrDefault(place, 0L);
    }
}
