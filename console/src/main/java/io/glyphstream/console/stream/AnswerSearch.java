package io.glyphstream.console.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glyphstream.schemas.Image;
import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topic;
import io.glyphstream.schemas.kafka.Topics;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds the answer to an image that was just sent, however fast the stream is. The answer lies in the partition of its image, with
 * the image's time and key, so that reading begins at that time and other records are passed over undecoded.
 */
final class AnswerSearch {

    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Map<String, ?> SETTINGS = Map.of(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);

    private final KafkaCluster cluster;
    private final Topic<Prediction> predictions;

    AnswerSearch(KafkaCluster cluster, Topics topics) {
        this.cluster = cluster;
        predictions = topics.predictions();
    }

    /**
     * Returns the answer; nothing if it did not come in time.
     *
     * @param partition where the image lies
     * @param isOver asked again and again; true ends the search
     */
    Optional<SeenAnswer> find(Image image, int partition, Duration patience, BooleanSupplier isOver) {
        byte[] key = image.getId().getBytes(UTF_8);
        long deadline = System.nanoTime() + patience.toNanos();
        var place = new TopicPartition(predictions.name(), partition);
        try (var consumer = Consumers.open(cluster, SETTINGS)) {
            consumer.assign(List.of(place));
            consumer.seek(place, start(consumer, place, image.getCapturedAt().toEpochMilli()));
            while (!isOver.getAsBoolean() && System.nanoTime() < deadline) {
                for (var message : consumer.poll(LOOK)) {
                    if (Arrays.equals(key, message.key())) {
                        return predictions
                                .tryDecode(message.value())
                                .map(found -> new SeenAnswer(partition, message.offset(), message.timestamp(), found));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Returns the first offset of that time or later. The end is asked for first: what comes meanwhile lies behind it. */
    private static long start(KafkaConsumer<byte[], byte[]> consumer, TopicPartition place, long time) {
        long end = consumer.endOffsets(List.of(place)).getOrDefault(place, 0L);
        var found = consumer.offsetsForTimes(Map.of(place, time)).get(place);
        return found == null ? end : found.offset();
    }
}
