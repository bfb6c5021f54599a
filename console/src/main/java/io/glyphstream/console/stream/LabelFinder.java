package io.glyphstream.console.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.glyphstream.schemas.Label;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds the label of an image that came without one, if it came at about the same time: of the labels since a minute before the image, the
 * first 20,000 of its partition are looked at, for a second at most. Many threads may ask; one is served at a time.
 */
public final class LabelFinder implements AutoCloseable {

    private static final int MOST = 20_000;
    private static final Duration BEFORE = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Topics topics;

    @GuardedBy("this")
    private final KafkaConsumer<byte[], byte[]> consumer;

    /** Connects on first use. */
    public LabelFinder(KafkaCluster cluster, Topics topics) {
        this.topics = topics;
        consumer = Consumers.open(
                cluster,
                Map.of(
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50,
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 4_096));
    }

    /**
     * Returns the first label of an image, if it is near.
     *
     * @param partition of the image; labels lie in the partition with the same number
     * @param sent when the image was sent
     */
    public synchronized Optional<Label> find(String imageId, int partition, Instant sent) {
        var place = new TopicPartition(topics.labels().name(), partition);
        var since = consumer.offsetsForTimes(Map.of(place, sent.minus(BEFORE).toEpochMilli()))
                .get(place);
        if (since == null) {
            return Optional.empty();
        }
        long end = consumer.endOffsets(List.of(place)).getOrDefault(place, 0L);
        consumer.assign(List.of(place));
        consumer.seek(place, since.offset());
        return search(imageId.getBytes(UTF_8), place, Math.min(end, since.offset() + MOST));
    }

    @GuardedBy("this")
    private Optional<Label> search(byte[] id, TopicPartition place, long end) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (consumer.position(place) < end && System.nanoTime() < deadline) {
            for (var message : consumer.poll(LOOK)) {
                if (Arrays.equals(id, message.key())) {
                    return topics.labels().tryDecode(message.value());
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public synchronized void close() {
        consumer.close();
    }
}
