package io.glyphstream.learning.service;

import io.glyphstream.schemas.OffsetRange;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topic;
import io.glyphstream.schemas.kafka.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Counts the labels that came since the last training: within images, and as records of their own. For one thread. */
final class NewLabels implements AutoCloseable {

    private final Topics topics;
    private final FollowedRecords records;
    private long count;

    NewLabels(KafkaCluster cluster, Topics topics) {
        this.topics = topics;
        records = new FollowedRecords(cluster, topics, List.of(topics.images(), topics.labels()));
    }

    /** Counts from 0 what comes behind these ranges. */
    void countBehind(List<OffsetRange> images, List<OffsetRange> labels) {
        count = 0;
        var behind = new HashMap<TopicPartition, OffsetRange>();
        behind.putAll(byPartition(topics.images(), images));
        behind.putAll(byPartition(topics.labels(), labels));
        records.seekBehind(behind);
    }

    /** Returns how many have come by now. */
    long count() {
        records.poll(this::take);
        return count;
    }

    /** Returns how many records of each topic wait to be read, where it is known. */
    Map<String, Long> lags() {
        return records.lags();
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        count += hasLabel(record) ? 1 : 0;
    }

    private boolean hasLabel(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(topics.labels().name())) {
            return topics.labels().tryDecode(record.value()).isPresent();
        }
        return topics.images()
                .tryDecode(record.value())
                .filter(image -> image.getLabel() != null)
                .isPresent();
    }

    private static Map<TopicPartition, OffsetRange> byPartition(Topic<?> topic, List<OffsetRange> ranges) {
        var found = new HashMap<TopicPartition, OffsetRange>();
        ranges.forEach(range -> found.put(new TopicPartition(topic.name(), range.getPartition()), range));
        return found;
    }

    @Override
    public void close() {
        records.close();
    }
}
