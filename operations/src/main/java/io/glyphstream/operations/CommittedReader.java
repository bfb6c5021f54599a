package io.glyphstream.operations;

import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.PartlyOpened;
import io.glyphstream.schemas.kafka.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads topics, committed records only. It belongs to no consumer group, so no offsets are committed. Partitions that are
 * added meanwhile are read too. For one thread.
 */
public final class CommittedReader implements AutoCloseable {

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

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<String> topics;
    private List<TopicPartition> partitions;
    private long lastLook = System.nanoTime();

    /** Where reading begins. */
    public enum Start {
        BEGINNING,
        END
    }

    /**
     * Connects to a cluster.
     *
     * @throws MissingTopicException when a topic is not there
     */
    public CommittedReader(KafkaCluster cluster, Collection<String> topics, Start start) {
        var none = new ByteArrayDeserializer();
        this.topics = List.copyOf(topics);
        try (var opened = new PartlyOpened()) {
            consumer = opened.add(
                    new KafkaConsumer<>(cluster.clientSettings(DEFAULTS, REQUIRED), none, none), KafkaConsumer::close);
            partitions = partitionsNow();
            consumer.assign(partitions);
            if (start == Start.BEGINNING) {
                consumer.seekToBeginning(partitions);
            }
            if (start == Start.END) {
                consumer.seekToEnd(partitions);
                partitions.forEach(consumer::position);
            }
            opened.complete();
        }
    }

    /** Returns what has come, at the latest after a tenth of a second. */
    public Iterable<ConsumerRecord<byte[], byte[]>> poll() {
        if (System.nanoTime() - lastLook >= LOOKS_FOR_PARTITIONS.toNanos()) {
            lastLook = System.nanoTime();
            addPartitions();
        }
        return consumer.poll(PATIENCE);
    }

    /**
     * Goes back by so many offsets in each partition, or to its beginning.
     *
     * @return whether all that the topics have is read from there
     */
    public boolean goBack(long offsets) {
        boolean isAll = true;
        for (var begin : consumer.beginningOffsets(partitions).entrySet()) {
            long from = consumer.position(begin.getKey()) - offsets;
            isAll &= from <= begin.getValue();
            consumer.seek(begin.getKey(), Math.max(from, begin.getValue()));
        }
        return isAll;
    }

    /** Returns where the committed records of each partition end at present. */
    public Map<TopicPartition, Long> ends() {
        return consumer.endOffsets(partitions);
    }

    /** Returns whether all that lies before these ends has been read. */
    public boolean hasPassed(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /**
     * Hands every record that is on the topics at present to a receiver; ends earlier if the progress says so.
     *
     * @throws MissingTopicException when a topic is not there
     */
    public static void readRecords(
            KafkaCluster cluster,
            Collection<String> topics,
            Consumer<ConsumerRecord<byte[], byte[]>> receiver,
            ReadProgress progress) {
        var names = String.join(", ", topics);
        try (var reader = new CommittedReader(cluster, topics, Start.BEGINNING)) {
            var ends = reader.ends();
            long total = ends.values().stream().mapToLong(Long::longValue).sum();
            long done = 0;
            boolean goesOn = true;
            while (goesOn && !reader.hasPassed(ends)) {
                for (var record : reader.poll()) {
                    done++;
                    receiver.accept(record);
                }
                goesOn = progress.read(names, Math.min(done, total), total);
            }
        }
    }

    /**
     * Hands every value that is on a topic at present to a receiver, without tombstones and what does not belong there; ends
     * earlier if the progress says so.
     *
     * @throws MissingTopicException when the topic is not there
     */
    public static <V> void read(KafkaCluster cluster, Topic<V> topic, Consumer<V> receiver, ReadProgress progress) {
        readRecords(
                cluster,
                List.of(topic.name()),
                record -> topic.tryDecode(record.value()).ifPresent(receiver),
                progress);
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
            throw new MissingTopicException(topic);
        }
        return found.stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }
}
