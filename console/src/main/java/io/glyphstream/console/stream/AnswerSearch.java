package io.glyphstream.console.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.PartlyOpened;
import io.glyphstream.schemas.kafka.Topic;
import io.glyphstream.schemas.kafka.Topics;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds the answer to an image that was just sent, however fast the stream is, and may be used for one image after the other. For one
 * thread at a time.
 *
 * <p>An answer lies in the partition of its image, with its key, behind what was there before the image was sent. So reading begins at
 * that end, and other records are passed over undecoded.
 */
final class AnswerSearch implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(20);

    private static final Map<String, ?> SETTINGS = Map.of(
            // The consumer fetches ahead; the next image must not wait until that fetch has something.
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20,
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 4_096);

    private final Topic<Prediction> predictions;
    private final KafkaConsumer<byte[], byte[]> consumer;

    /** Connects, so that the first image does not have to wait for that. */
    AnswerSearch(KafkaCluster cluster, Topics topics) {
        predictions = topics.predictions();
        try (var opened = new PartlyOpened()) {
            consumer = opened.add(Consumers.open(cluster, SETTINGS), KafkaConsumer::close);
            ends();
            opened.complete();
        }
    }

    /** Where an image lies. */
    record ImagePlace(String id, int partition, long offset) {}

    /** Returns where the partitions end now: answers to images that are sent from now on lie behind. */
    Map<TopicPartition, Long> ends() {
        return consumer.endOffsets(Consumers.partitions(consumer, predictions.name()));
    }

    /**
     * Returns the answer; nothing if it did not come in time.
     *
     * @param ends from before the image was sent
     * @param isOver asked again and again; true ends the search
     */
    Optional<SeenAnswer> find(
            ImagePlace image, Map<TopicPartition, Long> ends, Duration patience, BooleanSupplier isOver) {
        long deadline = System.nanoTime() + patience.toNanos();
        // As the processor places answers where their topic has fewer partitions.
        var place = new TopicPartition(predictions.name(), image.partition() % ends.size());
        byte[] key = image.id().getBytes(UTF_8);
        consumer.assign(List.of(place));
        consumer.seek(place, ends.getOrDefault(place, 0L));
        try {
            while (!isOver.getAsBoolean() && System.nanoTime() < deadline) {
                for (var message : consumer.poll(LOOK)) {
                    if (Arrays.equals(key, message.key())) {
                        var answer = read(message).filter(read -> answers(read.prediction(), image));
                        if (answer.isPresent()) {
                            return answer;
                        }
                    }
                }
            }
            return Optional.empty();
        } finally {
            consumer.unsubscribe();
        }
    }

    private Optional<SeenAnswer> read(ConsumerRecord<byte[], byte[]> message) {
        return predictions.tryDecode(message.value()).map(read -> SeenAnswer.of(message, read));
    }

    /** Another image may have the same key. */
    private static boolean answers(Prediction prediction, ImagePlace image) {
        return prediction.getInputPartition() == image.partition() && prediction.getInputOffset() == image.offset();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
