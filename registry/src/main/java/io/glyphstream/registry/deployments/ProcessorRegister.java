package io.glyphstream.registry.deployments;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.glyphstream.registry.TopicReader;
import io.glyphstream.registry.topics.Limits;
import io.glyphstream.schemas.LaterReleaseException;
import io.glyphstream.schemas.ProcessorReport;
import io.glyphstream.schemas.UndecodableRecordException;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
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
    private static final Duration TIME_LIMIT = Duration.ofSeconds(60);

    /** A report that cannot be read does not tell for how long it holds; this release's hold for so long. */
    private static final Duration UNREAD_VALID = Duration.ofSeconds(15);

    private final KafkaCluster cluster;
    private final Topics topics;
    private final Clock clock;

    @GuardedBy("this")
    private final Map<String, Entry> entries = new TreeMap<>();

    @GuardedBy("this")
    private final Map<String, Unread> unread = new TreeMap<>();

    @GuardedBy("this")
    private @Nullable TopicReader reader;

    /** Connects on first use. */
    public ProcessorRegister(KafkaCluster cluster, Topics topics, Clock clock) {
        this.cluster = cluster;
        this.topics = topics;
        this.clock = clock;
    }

    /** Returns the newest report of each processor that is not gone, by application and instance. */
    public synchronized List<ProcessorReport> reports() {
        readOn();
        return at(clock.instant());
    }

    /** Returns why the newest report of a processor cannot be read, for each that a later release wrote and that is not gone. */
    public synchronized Map<String, String> unreadReports() {
        readOn();
        return unreadAt(clock.instant());
    }

    @GuardedBy("this")
    private void readOn() {
        if (reader == null) {
            reader = new TopicReader(cluster, topics.processors().name(), this::clear);
        }
        reader.readToEnd(this::apply, TIME_LIMIT);
    }

    private synchronized void clear() {
        entries.clear();
        unread.clear();
    }

    /** Takes in the next record of the topic; what is no report there is passed over. */
    synchronized void apply(ConsumerRecord<byte[], byte[]> stored) {
        if (stored.key() == null) {
            return;
        }
        var key = new String(stored.key(), StandardCharsets.UTF_8);
        unread.remove(key);
        if (stored.value() == null) {
            entries.remove(key);
            return;
        }
        var taken = Instant.ofEpochMilli(stored.timestamp());
        try {
            var report = topics.processors().decode(stored.value());
            entries.put(key, new Entry(report, taken.plusMillis(report.getValidMillis())));
        } catch (LaterReleaseException later) {
            entries.remove(key);
            if (unread.size() < Limits.INDEXED_MODELS) {
                unread.put(key, new Unread(String.valueOf(later.getMessage()), taken.plus(UNREAD_VALID)));
            }
        } catch (UndecodableRecordException foreign) {
            entries.remove(key);
        }
    }

    synchronized List<ProcessorReport> at(Instant now) {
        return entries.values().stream()
                .filter(entry -> now.isBefore(entry.end()))
                .map(Entry::report)
                .toList();
    }

    synchronized Map<String, String> unreadAt(Instant now) {
        var reasons = new TreeMap<String, String>();
        unread.forEach((key, report) -> {
            if (now.isBefore(report.end())) {
                reasons.put(key, report.reason());
            }
        });
        return reasons;
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

    private record Unread(String reason, Instant end) {}
}
