package io.glyphstream.learning.service;

import io.glyphstream.registry.TopicReader;
import io.glyphstream.schemas.OffsetRange;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topic;
import io.glyphstream.schemas.kafka.TopicIdentities;
import io.glyphstream.schemas.kafka.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/** Reads on through topics, committed records only, partitions that are added too. For one thread. */
final class FollowedRecords implements AutoCloseable {

    private static final Duration LOOKS_FOR_PARTITIONS = Duration.ofSeconds(5);
    private static final Duration WAIT = Duration.ofMillis(20);
    private static final Duration SLICE = Duration.ofMillis(200);

    private final Topics topics;
    private final List<Topic<?>> followed;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Admin admin;
    private Map<TopicPartition, OffsetRange> behind = Map.of();
    private Set<TopicPartition> known = Set.of();
    private long lastLook;

    FollowedRecords(KafkaCluster cluster, Topics topics, List<Topic<?>> followed) {
        this.topics = topics;
        this.followed = List.copyOf(followed);
        consumer = TopicReader.consumer(cluster);
        admin = TopicReader.admin(cluster);
    }

    /** Stands behind these ranges; a partition without one, or of a topic that was created again, is read from its beginning. */
    void seekBehind(Map<TopicPartition, OffsetRange> ranges) {
        behind = Map.copyOf(ranges);
        known = Set.of();
        addPartitions();
    }

    /** Stands at the end. */
    void seekToEnd() {
        behind = Map.of();
        addPartitions();
        consumer.seekToEnd(known);
        known.forEach(consumer::position);
    }

    /*
     * A poll that does not wait reads from a connection no more than the operating system holds of it, some 64 KiB; an answer of
     * the broker may be many times as long. So each poll waits a little, and there are several as long as something comes.
     */
    /** Hands over what has come, within {@link #SLICE} or a little more. */
    void poll(Consumer<ConsumerRecord<byte[], byte[]>> receiver) {
        if (System.nanoTime() - lastLook > LOOKS_FOR_PARTITIONS.toNanos()) {
            addPartitions();
        }
        long end = System.nanoTime() + SLICE.toNanos();
        var batch = consumer.poll(WAIT);
        batch.forEach(receiver);
        while (!batch.isEmpty() && System.nanoTime() - end < 0) {
            batch = consumer.poll(WAIT);
            batch.forEach(receiver);
        }
    }

    /** Returns how many committed records of each topic were not handed over yet; without those of which no broker told by now. */
    Map<String, Long> lags() {
        var lags = new HashMap<String, Long>();
        var unknown = new HashSet<String>();
        for (var partition : known) {
            var lag = consumer.currentLag(partition);
            lag.ifPresent(records -> lags.merge(partition.topic(), records, Long::sum));
            if (lag.isEmpty()) {
                unknown.add(partition.topic());
            }
        }
        lags.keySet().removeAll(unknown);
        return lags;
    }

    private void addPartitions() {
        lastLook = System.nanoTime();
        var identities = new TopicIdentities(admin, topics)
                .of(followed.stream().<String>map(Topic::name).toList());
        var start = new HashMap<TopicPartition, Long>();
        var now = new HashSet<TopicPartition>();
        identities.forEach((name, identity) -> {
            for (int number = 0; number < identity.partitions(); number++) {
                var partition = new TopicPartition(name, number);
                now.add(partition);
                @Nullable OffsetRange range = behind.get(partition);
                start.put(partition, endOf(range, identity.id()));
            }
        });
        var added = new ArrayList<>(now);
        added.removeAll(known);
        if (added.isEmpty()) {
            return;
        }
        consumer.assign(now);
        var begins = consumer.beginningOffsets(added);
        for (var partition : added) {
            consumer.seek(partition, Math.max(begins.getOrDefault(partition, 0L), start.getOrDefault(partition, 0L)));
        }
        known = now;
    }

    /** Returns the offset behind a range; 0 without one, and where it is of a former topic. */
    private static long endOf(@Nullable OffsetRange range, Uuid topic) {
        return range != null && range.getTopicId().equals(topic.toString()) ? range.getTo() : 0;
    }

    @Override
    public void close() {
        consumer.close();
        admin.close();
    }
}
