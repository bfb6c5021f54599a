package io.glyphstream.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Somebody's producer that sends whatever the topics' own settings allow, and remembers what the broker took. */
final class OddSender implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<RecordMetadata> taken = new ArrayList<>();
    private int refused;

    OddSender(Pipeline pipeline) {
        var settings = pipeline.cluster.clientSettings(
                Map.of(), Map.of(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 4 << 20, ProducerConfig.LINGER_MS_CONFIG, 0));
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    void send(String topic, byte @Nullable [] key, byte @Nullable [] value) throws Exception {
        send(new ProducerRecord<>(topic, key, value));
    }

    void send(String topic, String key, byte[] value, long timestamp) throws Exception {
        send(new ProducerRecord<>(topic, null, timestamp, key.getBytes(UTF_8), value));
    }

    /** Waits until the broker has taken the record, or has refused it for its size or for want of a key. */
    void send(ProducerRecord<byte[], byte[]> record) throws Exception {
        try {
            taken.add(producer.send(record).get());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof RecordTooLargeException)
                    && !(e.getCause() instanceof InvalidRecordException)) {
                throw e;
            }
            refused++;
        }
    }

    /** Returns where the records lie that a topic took, as partition and offset. */
    List<String> taken(String topic) {
        return taken.stream()
                .filter(place -> place.topic().equals(topic))
                .map(place -> place.partition() + "@" + place.offset())
                .toList();
    }

    int refused() {
        return refused;
    }

    @Override
    public void close() {
        producer.close();
    }
}
