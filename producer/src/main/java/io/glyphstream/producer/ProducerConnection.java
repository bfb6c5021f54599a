package io.glyphstream.producer;

import io.glyphstream.schemas.kafka.KafkaCluster;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The client that sends, and what it is set to unless the user says otherwise. */
final class ProducerConnection {

    /*
     * An image of 28 x 28 is some 850 bytes, and they come by the thousand: batches of 256 KiB filled within 5 ms
     * are what the broker likes best. Metadata that is not there within 10 s will not come.
     *
     * One request at a time: the broker of a topic that was just created may refuse the first batch, since it does not lead yet, and take
     * the second, which was on its way. It then refuses the first for ever, since its turn is over.
     */
    private static final Map<String, ?> DEFAULTS = Map.of(
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "lz4",
            ProducerConfig.LINGER_MS_CONFIG,
            5,
            ProducerConfig.BATCH_SIZE_CONFIG,
            256 * 1024,
            ProducerConfig.BUFFER_MEMORY_CONFIG,
            64L * 1024 * 1024,
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            10_000,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            60_000,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            20_000,
            ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
            1,
            ProducerConfig.CLIENT_ID_CONFIG,
            "glyphstream-producer");

    private static final Map<String, ?> REQUIRED =
            Map.of(ProducerConfig.ACKS_CONFIG, "all", ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);

    private ProducerConnection() {}

    /**
     * Returns a client; does not wait for Kafka to answer.
     *
     * @throws UnreachableKafkaException when not one of the addresses can be resolved
     */
    static Producer<String, byte[]> open(KafkaCluster cluster) {
        try {
            return new KafkaProducer<>(
                    cluster.clientSettings(DEFAULTS, REQUIRED), new StringSerializer(), new ByteArraySerializer());
        } catch (KafkaException e) {
            if (e.getCause() instanceof ConfigException cause
                    && String.valueOf(cause.getMessage()).contains("No resolvable bootstrap")) {
                throw new UnreachableKafkaException(
                        "none of the names in " + cluster.bootstrapServers() + " is known:"
                                + " name Kafka with --bootstrap-servers",
                        e);
            }
            throw e;
        }
    }

    /** Returns half of the client's buffer, since that is handed out in whole batches. */
    static int bytesUnderWay(KafkaCluster cluster) {
        var buffer = cluster.clientSettings(DEFAULTS, REQUIRED).get(ProducerConfig.BUFFER_MEMORY_CONFIG);
        var bytes = Long.parseLong(String.valueOf(buffer));
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, bytes / 2));
    }
}
