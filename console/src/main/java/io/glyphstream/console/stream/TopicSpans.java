package io.glyphstream.console.stream;

import io.glyphstream.operations.AdminClients;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.PartitionOffsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Asks which offsets the partitions of a topic hold. For one thread. */
final class TopicSpans implements AutoCloseable {

    /** Partitions are added seldom, so they are asked for less often than their ends. */
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final Admin admin;
    private final String topic;
    private List<TopicPartition> partitions = List.of();
    private long lastLook = System.nanoTime() - LOOK.toNanos();

    TopicSpans(KafkaCluster cluster, String topic) {
        admin = AdminClients.open(cluster);
        this.topic = topic;
    }

    /**
     * Returns the offsets of each partition at present, whether what lies there is committed or not.
     *
     * @throws org.apache.kafka.common.KafkaException when Kafka does not answer
     */
    Map<Integer, OffsetSpan> now() {
        if (System.nanoTime() - lastLook >= LOOK.toNanos()) {
            partitions = PartitionOffsets.partitions(admin, topic);
            lastLook = System.nanoTime();
        }
        var begins = PartitionOffsets.of(admin, partitions, OffsetSpec.earliest());
        var ends = PartitionOffsets.of(admin, partitions, OffsetSpec.latest());
        var spans = new HashMap<Integer, OffsetSpan>();
        ends.forEach((partition, end) ->
                spans.put(partition.partition(), new OffsetSpan(begins.getOrDefault(partition, 0L), end)));
        return spans;
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
