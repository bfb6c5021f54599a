package io.glyphstream.processor;

import io.glyphstream.processor.scoring.PollInterceptor;
import io.glyphstream.processor.scoring.Polls;
import io.glyphstream.processor.settings.GroupProtocol;
import io.glyphstream.processor.settings.ProcessorSettings;
import io.glyphstream.processor.settings.Scoring;
import io.glyphstream.schemas.kafka.KafkaCluster;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.BuiltInDslStoreSuppliers;

/**
 * The settings that Kafka Streams runs with: ours are chosen for many small records and quick recovery, the user's overrule them,
 * and a few are not up for choice because correctness or {@link ProcessorSettings} decide them.
 */
public final class StreamSettings {
    private static final String MAIN_CONSUMER = StreamsConfig.MAIN_CONSUMER_PREFIX;
    private static final String CONSUMER = StreamsConfig.CONSUMER_PREFIX;
    private static final String PRODUCER = StreamsConfig.PRODUCER_PREFIX;

    /** Between two heartbeats the survivors of a dead processor do not hear that they have to share its work. */
    private static final int HEARTBEATS_IN_SESSION = 6;

    /** As for the pipeline's own topics: with so many, a write counts once two brokers have it. */
    private static final int COPIES_TO_LOSE_ONE = 3;

    /** What Kafka Streams takes for a record is a run of up to hundreds of images. */
    private static final int BUFFERED_RUNS = 64;

    private StreamSettings() {}

    /**
     * Returns the settings of one processor, which polls images for these.
     *
     * @param copies how many brokers keep what the application keeps for itself
     */
    static StreamsConfig of(
            KafkaCluster cluster, ProcessorSettings settings, int copies, Path stateDirectory, Polls polls) {
        var defaults = new HashMap<String, Object>();
        defaults(settings, copies).forEach((name, value) -> {
            if (!isChosen(cluster.settings(), name)) {
                defaults.put(name, value);
            }
        });
        return new StreamsConfig(cluster.clientSettings(defaults, required(settings, stateDirectory, polls)));
    }

    /**
     * Returns the same settings for a topology that scores nothing, so that what Kafka itself costs can be measured.
     *
     * @param stateDirectory a folder that is there
     */
    public static StreamsConfig withoutScoring(KafkaCluster cluster, ProcessorSettings settings, Path stateDirectory) {
        var unused = new Polls("", () -> records -> List.of(), 0);
        return of(cluster, settings.withScoring(Scoring.SINGLE), 1, stateDirectory, unused);
    }

    private static Map<String, Object> defaults(ProcessorSettings settings, int copies) {
        var defaults = new LinkedHashMap<String, Object>();
        // By default the brokers decide, and might keep a single copy of what three copies of the images depend on.
        defaults.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, copies);
        if (copies >= COPIES_TO_LOSE_ONE) {
            defaults.put(StreamsConfig.topicPrefix(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG), 2);
        }
        var tuning = settings.tuning();
        // A commit cannot come sooner than a poll that waits for images returns.
        defaults.put(
                StreamsConfig.POLL_MS_CONFIG,
                Math.min(100, tuning.commitInterval().toMillis()));
        defaults.put(
                StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG,
                settings.scoring() == Scoring.POLL ? BUFFERED_RUNS : tuning.recordsInPoll());
        // The state is small: to wait until a new processor has warmed up would leave it idle for ten minutes.
        defaults.put(StreamsConfig.ACCEPTABLE_RECOVERY_LAG_CONFIG, Long.MAX_VALUE);
        defaults.put(MAIN_CONSUMER + ConsumerConfig.MAX_POLL_RECORDS_CONFIG, tuning.recordsInPoll());
        defaults.put(CONSUMER + ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 << 20);
        defaults.put(PRODUCER + ProducerConfig.LINGER_MS_CONFIG, tuning.linger().toMillis());
        defaults.put(PRODUCER + ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10);
        defaults.put(PRODUCER + ProducerConfig.BUFFER_MEMORY_CONFIG, 64 << 20);
        // The first batch after a commit is refused until the broker has finished that commit, which takes a few
        // milliseconds.
        defaults.put(PRODUCER + ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 10);
        var transaction = settings.recovery().transactionTimeout().toMillis();
        defaults.put(PRODUCER + ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) transaction);
        if (settings.groupProtocol() == GroupProtocol.CLASSIC) {
            // Under the newer protocol the brokers decide when a member is dead, and refuse to be told.
            var session = settings.recovery().sessionTimeout().toMillis();
            defaults.put(MAIN_CONSUMER + ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) session);
            defaults.put(MAIN_CONSUMER + ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, (int)
                    (session / HEARTBEATS_IN_SESSION));
        }
        return defaults;
    }

    private static Map<String, Object> required(ProcessorSettings settings, Path stateDirectory, Polls polls) {
        var required = new HashMap<String, Object>();
        required.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.applicationId());
        required.put(StreamsConfig.CLIENT_ID_CONFIG, settings.instance());
        required.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
        required.put(
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG, settings.guarantee().setting());
        required.put(
                StreamsConfig.GROUP_PROTOCOL_CONFIG, settings.groupProtocol().setting());
        required.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                settings.tuning().commitInterval().toMillis());
        required.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        required.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        required.put(
                StreamsConfig.DSL_STORE_SUPPLIERS_CLASS_CONFIG,
                BuiltInDslStoreSuppliers.InMemoryDslStoreSuppliers.class);
        required.put(
                StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, UnreadableRecordHandler.class.getName());
        if (settings.scoring() == Scoring.POLL) {
            required.put(MAIN_CONSUMER + ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG, PollInterceptor.class.getName());
            required.put(MAIN_CONSUMER + PollInterceptor.POLLS, polls);
        }
        return required;
    }

    /** Returns whether the user chose a value, be it with a wider prefix than ours: Streams would let ours win then. */
    private static boolean isChosen(Map<String, String> chosen, String name) {
        var plain = name;
        for (var prefix : new String[] {MAIN_CONSUMER, CONSUMER, PRODUCER}) {
            if (name.startsWith(prefix)) {
                plain = name.substring(prefix.length());
            }
        }
        var isConsumers = name.startsWith(MAIN_CONSUMER);
        return chosen.containsKey(name)
                || chosen.containsKey(plain)
                || (isConsumers && chosen.containsKey(CONSUMER + plain));
    }
}
