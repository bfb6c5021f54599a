package io.glyphstream.registry.deployments;

import io.glyphstream.registry.TopicReader;
import io.glyphstream.schemas.ClaimedShape;
import io.glyphstream.schemas.UndecodableRecordException;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Reads the newest committed records of each partition of the images topic: those of the last minutes by their
 * timestamps, and of many only the last, as a stream's images are alike.
 */
final class RecentImagesReader {
    static final Duration WITHIN = Duration.ofMinutes(10);

    private static final int MOST = 1_000;
    private static final int LEAST_OF_A_PARTITION = 20;
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration TIME_LIMIT = Duration.ofSeconds(20);

    private final KafkaCluster cluster;
    private final Topics topics;
    private final Clock clock;

    RecentImagesReader(KafkaCluster cluster, Topics topics, Clock clock) {
        this.cluster = cluster;
        this.topics = topics;
        this.clock = clock;
    }

    /** Returns the images that came within the last minutes, or none where the topic is not there. */
    RecentImages read() {
        var counts = new HashMap<RecentImages.Kind, Long>();
        try (var consumer = TopicReader.consumer(cluster)) {
            var ends = seekToTail(consumer);
            long deadline = System.nanoTime() + TIME_LIMIT.toNanos();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                var batch = consumer.poll(POLL);
                batch.forEach(stored -> count(stored, counts));
                if (batch.isEmpty() && System.nanoTime() - deadline > 0) {
                    throw new TimeoutException("the newest records of topic "
                            + topics.images().name() + " could not be read within " + TIME_LIMIT.toSeconds() + " s");
                }
            }
        }
        return new RecentImages(WITHIN, counts);
    }

    /** Puts the consumer before the newest records, and returns where those end in each partition that has any. */
    private Map<TopicPartition, Long> seekToTail(KafkaConsumer<byte[], byte[]> consumer) {
        var found = consumer.partitionsFor(topics.images().name());
        if (found == null || found.isEmpty()) {
            return Map.of();
        }
        var partitions = found.stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        // A consumer logs a warning for each partition that it is asked about and is not assigned.
        consumer.assign(partitions);
        long since = clock.instant().minus(WITHIN).toEpochMilli();
        var times = partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> since));
        int each = Math.max(LEAST_OF_A_PARTITION, MOST / partitions.size());
        var ends = new HashMap<TopicPartition, Long>(consumer.endOffsets(partitions));
        var begins = new HashMap<TopicPartition, Long>();
        consumer.offsetsForTimes(times).forEach((partition, first) -> {
            if (first != null) {
                begins.put(partition, Math.max(first.offset(), ends.getOrDefault(partition, 0L) - each));
            }
        });
        ends.keySet().retainAll(begins.keySet());
        consumer.assign(ends.keySet());
        begins.forEach(consumer::seek);
        return ends;
    }

    /** What is no image has no size. It becomes a dead letter with every champion. */
    private void count(ConsumerRecord<byte[], byte[]> stored, Map<RecentImages.Kind, Long> counts) {
        if (stored.value() == null) {
            return;
        }
        try {
            var image = topics.images().decode(stored.value());
            Integer label = image.getLabel();
            var kind = new RecentImages.Kind(
                    ClaimedShape.of(image), label == null ? OptionalInt.empty() : OptionalInt.of(label));
            counts.merge(kind, 1L, Long::sum);
        } catch (UndecodableRecordException foreign) {
            return;
        }
    }
}
