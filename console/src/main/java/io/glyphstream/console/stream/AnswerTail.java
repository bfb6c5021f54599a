package io.glyphstream.console.stream;

import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Searches the newest part of the predictions topic: for what came before the console was started, or long ago. */
public final class AnswerTail {

    /** So many of the newest offsets are searched, over all partitions. */
    public static final long OFFSETS = 100_000;

    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Map<String, ?> SETTINGS = Map.of(
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50,
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 4_096);

    private static final Comparator<SeenAnswer> BY_TIME = Comparator.comparingLong(
                    (SeenAnswer answer) -> answer.prediction().getScoredAt().toEpochMilli())
            .thenComparingInt(SeenAnswer::partition)
            .thenComparingLong(SeenAnswer::offset);

    private final KafkaCluster cluster;
    private final Topics topics;
    private final long offsets;

    /** Connects when it searches. */
    public AnswerTail(KafkaCluster cluster, Topics topics) {
        this(cluster, topics, OFFSETS);
    }

    AnswerTail(KafkaCluster cluster, Topics topics, long offsets) {
        this.cluster = cluster;
        this.topics = topics;
        this.offsets = offsets;
    }

    /** Returns the newest answers in the tail that pass the filter, newest first; ends after ten seconds with what it has. */
    public List<SeenAnswer> search(AnswerFilter filter, int most) {
        var newest = new PriorityQueue<SeenAnswer>(BY_TIME);
        try (var consumer = Consumers.open(cluster, SETTINGS)) {
            var ends = seekToTail(consumer);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() < deadline && !hasPassed(consumer, ends)) {
                for (var message : consumer.poll(LOOK)) {
                    offer(message, filter, most, newest);
                }
            }
        }
        var found = new ArrayList<>(newest);
        found.sort(BY_TIME.reversed());
        return found;
    }

    private Map<TopicPartition, Long> seekToTail(KafkaConsumer<byte[], byte[]> consumer) {
        var name = topics.predictions().name();
        var partitions = consumer.partitionsFor(name).stream()
                .map(partition -> new TopicPartition(name, partition.partition()))
                .toList();
        consumer.assign(partitions);
        var ends = consumer.endOffsets(partitions);
        var beginnings = consumer.beginningOffsets(partitions);
        long each = offsets / Math.max(1, partitions.size());
        ends.forEach((partition, end) ->
                consumer.seek(partition, Math.max(beginnings.getOrDefault(partition, 0L), end - each)));
        return ends;
    }

    private static boolean hasPassed(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private void offer(
            ConsumerRecord<byte[], byte[]> message, AnswerFilter filter, int most, PriorityQueue<SeenAnswer> newest) {
        topics.predictions().tryDecode(message.value()).filter(filter::matches).ifPresent(prediction -> {
            newest.add(new SeenAnswer(message.partition(), message.offset(), message.timestamp(), prediction));
            if (newest.size() > most) {
                newest.remove();
            }
        });
    }
}
