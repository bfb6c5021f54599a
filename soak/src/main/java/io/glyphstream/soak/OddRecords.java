package io.glyphstream.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glyphstream.schemas.Image;
import io.glyphstream.schemas.Images;
import io.glyphstream.schemas.Label;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Sends records that other people's programs might write: too long, of another shape, without a value, or no record at all. */
final class OddRecords {

    private static final int SIDE = 28;
    private static final int ID_BEYOND_A_SHORT = 65_536;
    private static final int ALMOST_A_BATCH = 900_000;
    private static final String ESCAPES = "\u001b]0;owned\u0007x\nverified-";

    private final KafkaCluster cluster;
    private final Topics topics;
    private final Clock clock;
    private int rounds;
    private long images;

    OddRecords(KafkaCluster cluster, Topics topics, Clock clock) {
        this.cluster = cluster;
        this.topics = topics;
        this.clock = clock;
    }

    /** Returns how many records were sent to the images. */
    long images() {
        return images;
    }

    /** Sends one of each kind, and waits until the broker has them. */
    void send() throws InterruptedException {
        rounds++;
        var now = clock.instant();
        var toImages = images(now);
        var toLabels = labels(now);
        var none = new ByteArraySerializer();
        var settings = cluster.clientSettings(Map.of(), Map.of(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2 << 20));
        try (var producer = new KafkaProducer<byte[], byte[]>(settings, none, none)) {
            var sent = Stream.concat(toImages.stream(), toLabels.stream())
                    .map(producer::send)
                    .toList();
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
        } catch (ExecutionException failed) {
            throw new KafkaException("odd records could not be sent", failed.getCause());
        }
        images += toImages.size();
    }

    private List<ProducerRecord<byte[], byte[]>> images(Instant now) {
        var shortId = "odd-" + rounds;
        var longId = shortId + "L".repeat(ID_BEYOND_A_SHORT);
        var escapes = ESCAPES + rounds;
        return List.of(
                image(shortId + "-junk", "no image".getBytes(UTF_8)),
                image(shortId + "-nothing", null),
                image(longId, encoded(longId, SIDE, now)),
                image(escapes, encoded(escapes, SIDE, now)),
                image(shortId + "-large", encoded(shortId + "-large", 900, now)),
                image(shortId + "-other-key", encoded(shortId, SIDE, now)));
    }

    private List<ProducerRecord<byte[], byte[]>> labels(Instant now) {
        var shortId = "odd-" + rounds;
        var longId = shortId + "k".repeat(5_000);
        var large = new Label(longId, 3, now, "S".repeat(ALMOST_A_BATCH));
        var stray = new Label(shortId + "-stray", 3, now, "");
        return List.of(
                label(longId, topics.labels().encode(large)),
                label(shortId + "-stray", topics.labels().encode(stray)),
                label(shortId + "-nothing", null),
                label(shortId + "-junk", "no label".getBytes(UTF_8)));
    }

    private byte[] encoded(String id, int side, Instant now) {
        var pixels = ByteBuffer.wrap(new byte[side * side]);
        return topics.images().encode(new Image(id, side, side, pixels, null, now, "odd", Images.GRAY));
    }

    private ProducerRecord<byte[], byte[]> image(String key, byte @Nullable [] value) {
        return record(topics.images().name(), key, value);
    }

    private ProducerRecord<byte[], byte[]> label(String key, byte @Nullable [] value) {
        return record(topics.labels().name(), key, value);
    }

    @SuppressWarnings("NullAway") // a record's value may be null, whatever the constructor says
    private static ProducerRecord<byte[], byte[]> record(String topic, String key, byte @Nullable [] value) {
        return new ProducerRecord<>(topic, key.getBytes(UTF_8), value);
    }
}
