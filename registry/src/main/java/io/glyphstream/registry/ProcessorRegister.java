package io.glyphstream.registry;

import io.glyphstream.schemas.KafkaCluster;
import io.glyphstream.schemas.ProcessorReport;
import io.glyphstream.schemas.Topics;
import io.glyphstream.schemas.UndecodableRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The processors that there are, each by its own newest report.
 *
 * <p>One that stopped has taken its report back; one that died is left out once its report's time is over, counted from
 * when the broker took the report. Each call reads what was added since the one before. Safe for use by many threads, one
 * at a time. Where Kafka does not answer, its own exceptions pass through.
 */
public final class ProcessorRegister implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaCluster cluster;
    private final Topics topics;
    private final Clock clock;
    private final Map<String, Entry> entries = new TreeMap<>();
    private @Nullable TopicReader reader;

    /** Connects on first use. */
    public ProcessorRegister(KafkaCluster cluster, Topics topics, Clock clock) {
        this.cluster = cluster;
        this.topics = topics;
        this.clock = clock;
    }

    /** Returns the newest report of each processor that is not gone, by application and instance. */
    public synchronized List<ProcessorReport> reports() {
        if (reader == null) {
            reader = new TopicReader(cluster, topics.processors().name(), entries::clear);
        }
        reader.readToEnd(this::apply, PATIENCE);
        return at(clock.instant());
    }

    /** Takes in the next record of the topic; what is no report there is passed over. */
    void apply(ConsumerRecord<byte[], byte[]> stored) {
        if (stored.key() == null) {
            return;
        }
        String key = new String(stored.key(), StandardCharsets.UTF_8);
        if (stored.value() == null) {
            entries.remove(key);
            return;
        }
        try {
            ProcessorReport report = topics.processors().decode(stored.value());
            Instant taken = Instant.ofEpochMilli(stored.timestamp());
            entries.put(key, new Entry(report, taken.plusMillis(report.getValidMillis())));
        } catch (UndecodableRecordException foreign) {
            entries.remove(key);
        }
    }

    List<ProcessorReport> at(Instant now) {
        return entries.values().stream()
                .filter(entry -> now.isBefore(entry.end()))
                .map(Entry::report)
                .toList();
    }

    @Override
    public synchronized void close() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }

    /** A report, and when it is over unless another comes. */
    private record Entry(ProcessorReport report, Instant end) {}
}
