package io.glyphstream.learning.window;

import io.glyphstream.schemas.OffsetRange;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads ranges of partitions, committed records only. For one thread at a time. */
final class RangeReader {

    private static final Duration POLL = Duration.ofMillis(200);

    /** So long nothing may come before the reader gives up. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaConsumer<byte[], byte[]> consumer;

    /** Uses a consumer, which stays the caller's to close. */
    RangeReader(KafkaConsumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /**
     * Hands over what is there of the ranges, in the order of the offsets within each.
     *
     * @param ranges at most one of each partition; the topic's id is not looked at
     */
    void read(String topic, List<OffsetRange> ranges, RecordReceiver receiver, ReadShare share) {
        var left = new HashMap<TopicPartition, OffsetRange>();
        for (var range : ranges) {
            if (range.getFrom() < range.getTo()) {
                left.put(new TopicPartition(topic, range.getPartition()), range);
            }
        }
        consumer.assign(left.keySet());
        left.forEach((partition, range) -> consumer.seek(partition, range.getFrom()));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (left.entrySet().stream()
                .anyMatch(entry ->
                        consumer.position(entry.getKey()) < entry.getValue().getTo())) {
            var batch = consumer.poll(POLL);
            for (var partition : batch.partitions()) {
                var range = left.get(partition);
                for (var record : batch.records(partition)) {
                    if (range != null && record.offset() < range.getTo()) {
                        receiver.take(range, record);
                    }
                }
            }
            share.add(topic, batch.count());
            deadline = batch.isEmpty() ? deadline : System.nanoTime() + PATIENCE.toNanos();
            if (System.nanoTime() - deadline > 0) {
                throw new TimeoutException("nothing of " + topic + " came for " + PATIENCE.toSeconds()
                        + " s although there is more: the broker does not answer, or a transaction is open");
            }
        }
    }
}
