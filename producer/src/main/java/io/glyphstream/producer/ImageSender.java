package io.glyphstream.producer;

import io.glyphstream.schemas.Image;
import io.glyphstream.schemas.Images;
import io.glyphstream.schemas.UndecodableRecordException;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.KafkaReply;
import io.glyphstream.schemas.kafka.Topic;
import io.glyphstream.schemas.kafka.Topics;
import java.time.Duration;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Sends single images to the images topic, each once and at once, over a connection that stays open. As an
 * {@link ImageProducer} makes them: keyed by the id, stamped with the instant the image came to be. Thread-safe.
 */
public final class ImageSender implements AutoCloseable {

    private final Producer<String, byte[]> producer;
    private final Topic<Image> topic;

    /** Connects to a cluster, and asks for the topic, so that the first image does not have to wait for that. */
    public ImageSender(KafkaCluster cluster, Topics topics) {
        topic = topics.images();
        producer = ProducerConnection.open(cluster);
        try {
            producer.partitionsFor(topic.name());
        } catch (RuntimeException failed) {
            producer.close(Duration.ZERO);
            throw failed;
        }
    }

    /**
     * Sends an image; returns where it lies when the brokers have it.
     *
     * @throws UndecodableRecordException when it is none that a model could be asked about
     */
    public RecordMetadata send(Image image) {
        Images.validate(image);
        var sent = new ProducerRecord<>(
                topic.name(), null, image.getCapturedAt().toEpochMilli(), image.getId(), topic.encode(image));
        ImageHeaders.write(image.getSource(), sent.headers());
        var reply = producer.send(sent);
        // Others that are under way are few: the wait for a batch to fill would take longer.
        producer.flush();
        return KafkaReply.of(reply);
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
