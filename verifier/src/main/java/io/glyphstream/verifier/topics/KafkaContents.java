package io.glyphstream.verifier.topics;

import io.glyphstream.schemas.kafka.HeldPartition;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.OpenTransactions;
import io.glyphstream.schemas.kafka.PartitionOffsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What is on the topics of a Kafka cluster. Reads in no group, so it leaves no trace there. */
public final class KafkaContents implements TopicContents, AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    /** Longer than the transaction that a dead processor leaves behind stays open. */
    private static final Duration TIME_LIMIT = Duration.ofSeconds(90);

    /** Longer than a live processor or publisher keeps a transaction open. */
    private static final Duration SUSPICION = Duration.ofSeconds(5);

    private static final Map<String, Object> DEFAULTS = Map.of(
            ConsumerConfig.CLIENT_ID_CONFIG,
            "glyphstream-verifier",
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            2_048,
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
            100,
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
            2 << 20);

    private static final Map<String, Object> REQUIRED = Map.of(
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest");

    private final KafkaCluster cluster;
    private final Admin admin;
    private final OpenTransactions transactions;

    /** Connects to the cluster. */
    public KafkaContents(KafkaCluster cluster) {
        this.cluster = cluster;
        admin = Admin.create(cluster.clientSettings(Map.of(), Map.of()));
        transactions = new OpenTransactions(admin);
    }

    @Override
    public SortedMap<Integer, Span> partitions(String topic) {
        var partitions = PartitionOffsets.partitions(admin, topic);
        var begins = PartitionOffsets.of(admin, partitions, OffsetSpec.earliest());
        var ends = PartitionOffsets.of(admin, partitions, OffsetSpec.latest());
        var spans = new TreeMap<Integer, Span>();
        for (var partition : partitions) {
            var begin = begins.getOrDefault(partition, 0L);
            spans.put(partition.partition(), new Span(begin, Math.max(begin, ends.getOrDefault(partition, begin))));
        }
        return Collections.unmodifiableSortedMap(spans);
    }

    /** Kafka looks at all records, those of open and aborted transactions as well: it finds none too late. */
    @Override
    public long offsetOf(String topic, int partition, long time) {
        var wanted = List.of(new TopicPartition(topic, partition));
        var found = PartitionOffsets.of(admin, wanted, OffsetSpec.forTimestamp(time))
                .getOrDefault(wanted.get(0), -1L);
        return found >= 0
                ? found
                : PartitionOffsets.of(admin, wanted, OffsetSpec.latest()).getOrDefault(wanted.get(0), 0L);
    }

    @Override
    public RecordStream read(String topic, int partition, Span span) {
        var settings = cluster.clientSettings(DEFAULTS, REQUIRED);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        var none = new ByteArrayDeserializer();
        return new Cursor(
                new KafkaConsumer<>(settings, none, none), new TopicPartition(topic, partition), span, transactions);
    }

    @Override
    public Map<Integer, Long> committed(String group, String topic) {
        var options = new ListConsumerGroupOffsetsOptions().requireStable(true);
        return PartitionOffsets.committed(admin.listConsumerGroupOffsets(group, options)).entrySet().stream()
                .filter(entry -> entry.getKey().topic().equals(topic))
                .collect(Collectors.toMap(entry -> entry.getKey().partition(), Map.Entry::getValue));
    }

    @Override
    public void close() {
        admin.close();
    }

    /**
     * Reads on until the end of the span is passed, be it by a record or by the marker that ends a transaction; or until a
     * transaction has been open for too long.
     */
    private static final class Cursor implements RecordStream {
        private final KafkaConsumer<byte[], byte[]> consumer;
        private final TopicPartition partition;
        private final Span span;
        private final OpenTransactions transactions;
        private Iterator<ConsumerRecord<byte[], byte[]>> fetched = Collections.emptyIterator();
        private Optional<HeldPartition> held = Optional.empty();

        Cursor(
                KafkaConsumer<byte[], byte[]> consumer,
                TopicPartition partition,
                Span span,
                OpenTransactions transactions) {
            this.consumer = consumer;
            this.partition = partition;
            this.span = span;
            this.transactions = transactions;
            consumer.assign(List.of(partition));
            consumer.seek(partition, span.begin());
        }

        @Override
        public boolean hasNext() {
            var stopped = System.nanoTime();
            var looks = 0;
            while (!fetched.hasNext()) {
                var position = consumer.position(partition);
                if (position >= span.end() || held.isPresent()) {
                    return false;
                }
                fetched = consumer.poll(POLL).records(partition).stream()
                        .filter(record -> span.contains(record.offset()))
                        .iterator();
                var waited = Duration.ofNanos(System.nanoTime() - stopped);
                if (consumer.position(partition) > position) {
                    stopped = System.nanoTime();
                    looks = 0;
                } else if (waited.compareTo(SUSPICION.multipliedBy(looks + 1)) > 0) {
                    looks++;
                    held = look(position, waited);
                }
            }
            return true;
        }

        /** Returns the transaction that is in the way, if it is not worth waiting for its end. */
        private Optional<HeldPartition> look(long position, Duration waited) {
            var open = transactions.find(partition).filter(found -> found.stableOffset() <= position);
            if (waited.compareTo(TIME_LIMIT) > 0) {
                return Optional.of(open.orElseThrow(() ->
                        new TimeoutException(partition + " could be read to offset " + position + " of " + span.end()
                                + " only, within " + TIME_LIMIT.toSeconds() + " s: the broker does not answer")));
            }
            return open.filter(found -> found.transaction()
                    .flatMap(HeldPartition.Transaction::timeOut)
                    .filter(limit -> limit.compareTo(TIME_LIMIT) > 0)
                    .isPresent());
        }

        @Override
        public Optional<HeldPartition> held() {
            return held;
        }

        @Override
        public ConsumerRecord<byte[], byte[]> next() {
            if (!hasNext()) {
                throw new NoSuchElementException(partition + " ends at " + span.end());
            }
            return fetched.next();
        }

        @Override
        public void close() {
            consumer.close();
        }
    }
}
