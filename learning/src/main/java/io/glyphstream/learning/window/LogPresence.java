package io.glyphstream.learning.window;

import io.glyphstream.operations.AdminClients;
import io.glyphstream.schemas.OffsetRange;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topic;
import io.glyphstream.schemas.kafka.TopicIdentities;
import io.glyphstream.schemas.kafka.TopicIdentity;
import io.glyphstream.schemas.kafka.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Which ranges are whole on the log. For one thread at a time. */
final class LogPresence {

    private final KafkaCluster cluster;
    private final Topics topics;
    private final KafkaConsumer<byte[], byte[]> consumer;

    /** Uses a consumer, which stays the caller's to close. */
    LogPresence(KafkaCluster cluster, Topics topics, KafkaConsumer<byte[], byte[]> consumer) {
        this.cluster = cluster;
        this.topics = topics;
        this.consumer = consumer;
    }

    /** Returns the ranges that are not: records were removed, or the topic was deleted, or created again. */
    List<MissingRange> missing(LogRanges ranges) {
        Map<String, TopicIdentity> identities;
        try (var admin = AdminClients.open(cluster)) {
            identities = new TopicIdentities(admin, topics)
                    .of(List.of(topics.images().name(), topics.labels().name()));
        }
        var missing = new ArrayList<MissingRange>();
        missing.addAll(missing(topics.images(), identities, ranges.images()));
        missing.addAll(missing(topics.labels(), identities, ranges.labels()));
        return missing;
    }

    private List<MissingRange> missing(
            Topic<?> topic, Map<String, TopicIdentity> identities, List<OffsetRange> ranges) {
        @Nullable TopicIdentity identity = identities.get(topic.name());
        var missing = new ArrayList<MissingRange>();
        var present = new ArrayList<OffsetRange>();
        for (var range : ranges) {
            if (range.getFrom() >= range.getTo()) {
                continue;
            }
            if (identity != null && identity.id().toString().equals(range.getTopicId())) {
                present.add(range);
            } else {
                var why = "the topic was deleted" + (identity == null ? "" : " and created again");
                missing.add(new MissingRange(topic.name(), range, why));
            }
        }
        var partitions = present.stream().map(range -> partition(topic, range)).toList();
        // A consumer asks for ends of what it has.
        consumer.assign(partitions);
        var begins = consumer.beginningOffsets(partitions);
        var ends = consumer.endOffsets(partitions);
        for (var range : present) {
            long begin = begins.getOrDefault(partition(topic, range), 0L);
            long end = ends.getOrDefault(partition(topic, range), 0L);
            if (begin > range.getFrom()) {
                missing.add(new MissingRange(topic.name(), range, "the log begins at " + begin));
            } else if (end < range.getTo()) {
                missing.add(new MissingRange(topic.name(), range, "the log ends at " + end));
            }
        }
        return missing;
    }

    private static TopicPartition partition(Topic<?> topic, OffsetRange range) {
        return new TopicPartition(topic.name(), range.getPartition());
    }
}
