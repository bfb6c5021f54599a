package io.glyphstream.learning.service;

import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Follows answers and labels from now on, and joins them. For one thread. */
final class AnswerFollower implements AutoCloseable {

    private static final int MOST_WAITING = 100_000;

    /** Of answers, and as many of labels. */
    private static final long MOST_BYTES = 64L << 20;

    private final Topics topics;
    private final FollowedRecords records;
    private final LabeledAnswers join = new LabeledAnswers(MOST_WAITING, MOST_BYTES);

    AnswerFollower(KafkaCluster cluster, Topics topics) {
        this.topics = topics;
        records = new FollowedRecords(cluster, topics, List.of(topics.predictions(), topics.labels()));
    }

    /** Answers and labels from now on are followed. */
    void begin() {
        records.seekToEnd();
    }

    /** Hands over the answers that have come, and those whose label is known by now. */
    void poll(Consumer<Prediction> answers, Consumer<LabeledAnswers.Labeled> labeled) {
        records.poll(record -> take(record, answers, labeled));
    }

    /** Returns how many records of each topic wait to be read, where it is known. */
    Map<String, Long> lags() {
        return records.lags();
    }

    private void take(
            ConsumerRecord<byte[], byte[]> record,
            Consumer<Prediction> answers,
            Consumer<LabeledAnswers.Labeled> labeled) {
        if (record.topic().equals(topics.labels().name())) {
            topics.labels().tryDecode(record.value()).flatMap(join::label).ifPresent(labeled);
            return;
        }
        topics.predictions().tryDecode(record.value()).ifPresent(prediction -> {
            answers.accept(prediction);
            join.answer(prediction).ifPresent(labeled);
        });
    }

    @Override
    public void close() {
        records.close();
    }
}
