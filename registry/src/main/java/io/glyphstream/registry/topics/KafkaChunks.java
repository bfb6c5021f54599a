package io.glyphstream.registry.topics;

import io.glyphstream.registry.TopicReader;
import io.glyphstream.schemas.ModelChunk;
import io.glyphstream.schemas.UndecodableRecordException;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topic;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Fetches chunks from the models topic, with a consumer of its own that goes where it is sent. */
public final class KafkaChunks implements ChunkSource, AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration TIME_LIMIT = Duration.ofSeconds(20);

    private final Topic<SpecificRecord> topic;
    private final TopicPartition partition;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Deque<ConsumerRecord<byte[], byte[]>> fetched = new ArrayDeque<>();

    public KafkaChunks(KafkaCluster cluster, Topic<SpecificRecord> topic) {
        this.topic = topic;
        partition = new TopicPartition(topic.name(), 0);
        consumer = TopicReader.consumer(cluster);
        consumer.assign(List.of(partition));
        consumer.seek(partition, 0);
    }

    /**
     * {@inheritDoc}
     *
     * @throws TimeoutException when the broker does not answer
     */
    @Override
    public Optional<ModelChunk> at(long offset) {
        while (!fetched.isEmpty() && fetched.element().offset() < offset) {
            fetched.remove();
        }
        if (fetched.isEmpty() || fetched.element().offset() > offset) {
            fetch(offset);
        }
        var next = fetched.peek();
        if (next == null || next.offset() != offset || next.value() == null) {
            return Optional.empty();
        }
        fetched.remove();
        return decode(next.value());
    }

    /** Chunks of one snapshot lie side by side, so that most of the time the next ones are on their way already. */
    private void fetch(long offset) {
        fetched.clear();
        if (consumer.position(partition) != offset) {
            consumer.seek(partition, offset);
        }
        long deadline = System.nanoTime() + TIME_LIMIT.toNanos();
        while (fetched.isEmpty() && consumer.position(partition) <= offset) {
            consumer.poll(POLL).records(partition).forEach(fetched::add);
            if (fetched.isEmpty() && System.nanoTime() - deadline > 0) {
                throw new TimeoutException("the broker did not return offset " + offset + " of topic " + topic.name()
                        + " within " + TIME_LIMIT.toSeconds() + " s");
            }
        }
    }

    private Optional<ModelChunk> decode(byte[] value) {
        try {
            return ModelRecord.decode(topic, value).match(manifest -> Optional.empty(), Optional::of);
        } catch (UndecodableRecordException undecodable) {
            return Optional.empty();
        }
    }

    /** Forgets what was fetched ahead, so that idle chunks hold no memory. */
    public void rest() {
        fetched.clear();
    }

    /** Interrupts a fetch on another thread. */
    public void wakeup() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
