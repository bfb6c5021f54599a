package io.glyphstream.console.stream;

import io.glyphstream.operations.CommittedReader;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Searches the newest part of the predictions topic: for what came before the console was started, or long ago. */
public final class AnswerTail {

    /** So many of the newest offsets are searched, over all partitions. */
    public static final long OFFSETS = 100_000;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Comparator<SeenAnswer> BY_TIME = Comparator.comparingLong(
                    (SeenAnswer answer) -> answer.prediction().getScoredAt().toEpochMilli())
            .thenComparingInt(SeenAnswer::partition)
            .thenComparingLong(SeenAnswer::offset);

    private final KafkaCluster cluster;
    private final Topics topics;

    /** Connects when it searches. */
    public AnswerTail(KafkaCluster cluster, Topics topics) {
        this.cluster = cluster;
        this.topics = topics;
    }

    /** Returns the newest answers in the tail that pass the filter, newest first; ends after ten seconds with what it has. */
    public List<SeenAnswer> search(AnswerFilter filter, int most) {
        var newest = new PriorityQueue<SeenAnswer>(BY_TIME);
        var topic = List.of(topics.predictions().name());
        try (var reader = new CommittedReader(cluster, topic, CommittedReader.Start.END)) {
            var ends = reader.ends();
            reader.goBack(OFFSETS / ends.size());
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() < deadline && !reader.hasPassed(ends)) {
                for (var message : reader.poll()) {
                    offer(message, filter, most, newest);
                }
            }
        }
        var found = new ArrayList<>(newest);
        found.sort(BY_TIME.reversed());
        return found;
    }

    private void offer(
            ConsumerRecord<byte[], byte[]> message, AnswerFilter filter, int most, PriorityQueue<SeenAnswer> newest) {
        topics.predictions().tryDecode(message.value()).filter(filter::matches).ifPresent(prediction -> {
            newest.add(SeenAnswer.of(message, prediction));
            if (newest.size() > most) {
                newest.remove();
            }
        });
    }
}
