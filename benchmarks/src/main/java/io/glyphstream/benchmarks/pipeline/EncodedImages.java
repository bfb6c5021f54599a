package io.glyphstream.benchmarks.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.schemas.Image;
import io.glyphstream.schemas.Images;
import io.glyphstream.schemas.kafka.Topic;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Images of a data set over and over, as records of the images topic, numbered by their ids. */
final class EncodedImages {

    /** As {@code glyphstream produce} sends, but for the compression: topics of images keep them uncompressed. */
    private static final Map<String, Object> SETTINGS = Map.of(
            ProducerConfig.LINGER_MS_CONFIG, 5,
            ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10,
            ProducerConfig.BUFFER_MEMORY_CONFIG, 64L << 20);

    private final LabeledImages images;
    private final Topic<Image> topic;

    EncodedImages(LabeledImages images, Topic<Image> topic) {
        this.images = images;
        this.topic = topic;
    }

    /** Returns a client that sends them. */
    static Producer<byte[], byte[]> producer(PipelineStage stage) {
        return new KafkaProducer<>(
                stage.cluster().clientSettings(SETTINGS, Map.of()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Returns the image of a number; {@link #number} finds the number again in its key. */
    ProducerRecord<byte[], byte[]> record(String run, long number, Instant capturedAt) {
        int index = (int) (number % images.size());
        int area = images.rows() * images.columns();
        String id = run + "-" + number;
        var image = new Image(
                id,
                images.rows(),
                images.columns(),
                ByteBuffer.wrap(images.pixels(), index * area, area),
                images.label(index),
                capturedAt.truncatedTo(ChronoUnit.MILLIS),
                "mnist:test:" + index,
                Images.GRAY);
        return new ProducerRecord<>(
                topic.name(), null, capturedAt.toEpochMilli(), id.getBytes(UTF_8), topic.encode(image));
    }

    /** Returns the number in a key of this run, or -1 where the key is of another. */
    static long number(String run, byte[] key) {
        String id = new String(key, UTF_8);
        return id.startsWith(run + "-") ? Long.parseLong(id.substring(run.length() + 1)) : -1;
    }

    /** Puts so many images on the topic, as fast as it takes them. */
    static void preload(PipelineStage stage, LabeledImages images, long count) {
        var encoded = new EncodedImages(images, stage.topics().images());
        try (var producer = producer(stage)) {
            for (long number = 0; number < count; number++) {
                send(producer, encoded.record("backlog", number, Instant.now()));
            }
        }
    }

    // A record that is lost is missed where it is waited for.
    @SuppressWarnings("FutureReturnValueIgnored")
    static void send(Producer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
        producer.send(record);
    }
}
