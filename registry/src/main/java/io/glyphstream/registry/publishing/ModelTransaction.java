package io.glyphstream.registry.publishing;

import io.glyphstream.registry.topics.Limits;
import io.glyphstream.schemas.ModelChunk;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.RecordKeys;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topic;
import io.glyphstream.schemas.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * One transaction on the models topic on behalf of one model, whose writers fence each other off by its id.
 *
 * <p>Its failures are {@link PublishException}s with a reason. Closing it without a commit aborts it.
 */
final class ModelTransaction implements AutoCloseable {
    private static final Duration BASE_TIMEOUT = Duration.ofSeconds(15);
    private static final long SLOWEST_BYTES_PER_SECOND = 4 << 20;

    private final String what;
    private final String id;
    private final Topic<SpecificRecord> topic;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private boolean open;

    /**
     * A transaction of about so many bytes: while open it holds up every reader of the topic, so its time is short.
     *
     * @param what what it is for, such as {@code publishing mlp}
     */
    ModelTransaction(KafkaCluster cluster, Topics topics, String model, long bytes, String what) {
        this.what = what;
        id = ModelPublisher.transactionalId(topics, model);
        topic = topics.models();
        var timeout = BASE_TIMEOUT.plusSeconds(bytes / SLOWEST_BYTES_PER_SECOND);
        var defaults = new HashMap<String, Object>();
        defaults.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 15_000L);
        defaults.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        defaults.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) timeout.toMillis());
        defaults.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        Map<String, Object> required = Map.of(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                id,
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                (int) timeout.toMillis(),
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.ACKS_CONFIG,
                "all");
        producer = new KafkaProducer<>(
                cluster.clientSettings(defaults, required), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Ends whatever transaction another writer for this model left open or has under way, and begins one. */
    void begin() {
        try {
            producer.initTransactions();
            producer.beginTransaction();
            open = true;
        } catch (KafkaException refused) {
            throw failed(refused);
        }
    }

    /** Sends a chunk; what was acknowledged may be heard on another thread. */
    void send(ModelChunk chunk, Runnable acknowledged) {
        send(RecordKeys.chunk(chunk.getSha256(), chunk.getIndex()), topic.encode(chunk), acknowledged);
    }

    void send(ModelManifest manifest) {
        var reference = manifest.getReference();
        send(RecordKeys.manifest(reference.getModel(), reference.getVersion()), topic.encode(manifest), () -> {});
    }

    /** Removes what is under the key. */
    void remove(String key) {
        send(key, null, () -> {});
    }

    private void send(String key, byte @Nullable [] value, Runnable acknowledged) {
        check();
        try {
            var unused = producer.send(
                    new ProducerRecord<>(topic.name(), 0, key.getBytes(StandardCharsets.UTF_8), value),
                    (metadata, refused) -> {
                        if (refused == null) {
                            acknowledged.run();
                            return;
                        }
                        failure.compareAndSet(null, refused);
                    });
        } catch (KafkaException refused) {
            throw failed(refused);
        }
    }

    /** Waits until all that was sent is acknowledged. */
    void flush() {
        producer.flush();
        check();
    }

    /** Makes all that was sent visible at once. */
    void commit() {
        flush();
        try {
            producer.commitTransaction();
            open = false;
        } catch (TimeoutException | InterruptException unknown) {
            open = false;
            throw new PublishException(
                    what + ": the broker did not say in time whether it committed. Publishing again is"
                            + " safe: the same bytes are never published twice",
                    unknown);
        } catch (KafkaException refused) {
            throw failed(refused);
        }
    }

    private void check() {
        Exception refused = failure.get();
        if (refused != null) {
            throw failed(refused);
        }
    }

    PublishException failed(Exception failure) {
        return new PublishException(what + " failed, and no change is visible: " + reason(root(failure)), failure);
    }

    /** Kafka's producer wraps what made it give up, sometimes more than once. */
    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getClass() == KafkaException.class && root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private String reason(Throwable cause) {
        if (cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException) {
            return "another publisher of the same model took over, or the transaction took longer than the broker"
                    + " allows. Try again";
        }
        if (cause instanceof RecordTooLargeException) {
            return "the broker takes smaller records only than " + Limits.CHUNK_BYTES + " bytes and some: raise"
                    + " max.message.bytes of topic " + topic.name() + " to its default of 1048588 ("
                    + cause.getMessage()
                    + ")";
        }
        if (cause instanceof AuthorizationException) {
            return "the broker does not allow it: the user needs WRITE on topic " + topic.name()
                    + " and on its transactional id " + id + " (" + cause.getMessage() + ")";
        }
        if (cause instanceof TimeoutException) {
            return "the broker does not answer in time (" + cause.getMessage() + ")";
        }
        return String.valueOf(cause.getMessage());
    }

    @Override
    public void close() {
        if (open) {
            abort();
        }
        producer.close(Duration.ofSeconds(5));
    }

    /** A failing abort is no loss: the transaction is never committed, and the broker ends it by itself in time. */
    private void abort() {
        try {
            producer.abortTransaction();
        } catch (KafkaException fencedOrUnreachable) {
            failure.compareAndSet(null, fencedOrUnreachable);
        }
    }
}
