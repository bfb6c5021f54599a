package io.glyphstream.learning;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.datasets.drawing.DigitPainter;
import io.glyphstream.operations.AdminClients;
import io.glyphstream.registry.publishing.ModelCatalog;
import io.glyphstream.registry.publishing.ModelDraft;
import io.glyphstream.registry.publishing.ModelPublisher;
import io.glyphstream.registry.publishing.PublishListener;
import io.glyphstream.schemas.Image;
import io.glyphstream.schemas.Label;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.KafkaReply;
import io.glyphstream.schemas.kafka.Topic;
import io.glyphstream.schemas.kafka.TopicAdministration;
import io.glyphstream.schemas.kafka.Topics;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The topics of a pipeline on a broker, and what tests put there. Each image is written to the partition that is named. */
public final class LoggedPipeline implements AutoCloseable {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final KafkaCluster cluster;
    private final Topics topics;
    private final int partitions;
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();

    /** Creates the topics. */
    public LoggedPipeline(String bootstrapServers, String prefix, int partitions) {
        cluster = new KafkaCluster(bootstrapServers, Map.of());
        topics = new Topics(prefix, SchemaIds.fixed());
        this.partitions = partitions;
        createTopics();
        producer = new KafkaProducer<>(
                cluster.clientSettings(Map.of(), Map.of()), new ByteArraySerializer(), new ByteArraySerializer());
    }

    public KafkaCluster cluster() {
        return cluster;
    }

    public Topics topics() {
        return topics;
    }

    /** Sends drawn digits, spread over these partitions in turn, with their labels unless they are to come later. */
    public void sendDigits(String ids, int count, long seed, Labels labels, int... into) {
        LabeledImages drawn = DigitPainter.draw(count, seed);
        for (int i = 0; i < count; i++) {
            var image = drawn.image(i);
            @Nullable Integer label = labels == Labels.WITH_IMAGES ? (Integer) drawn.label(i) : null;
            int partition = into[i % into.length];
            sendImage(partition, ids + i, drawn.rows(), image.pixels(), label);
            if (labels == Labels.LATER) {
                sendLabel(partition, ids + i, drawn.label(i));
            }
        }
        flush();
    }

    /** How the truth of images is told. */
    public enum Labels {
        WITH_IMAGES,
        LATER,
        NEVER
    }

    /** Sends an image of so many rows. */
    public void sendImage(int partition, String id, int rows, byte[] pixels, @Nullable Integer label) {
        var image = new Image(id, rows, pixels.length / rows, ByteBuffer.wrap(pixels), label, NOON, "", 1);
        send(topics.images(), partition, id, topics.images().encode(image));
    }

    public void sendLabel(int partition, String id, int label) {
        send(topics.labels(), partition, id, topics.labels().encode(new Label(id, label, NOON, "people")));
    }

    /** Waits until all that was sent is there. */
    public void flush() {
        producer.flush();
        assertThat(sent).allSatisfy(record -> assertThat(record).succeedsWithin(Duration.ofSeconds(30)));
        sent.clear();
    }

    /** Sends any bytes. */
    public void send(Topic<?> topic, int partition, String key, byte[] value) {
        sent.add(producer.send(new ProducerRecord<>(topic.name(), partition, key.getBytes(UTF_8), value)));
    }

    /** Publishes a version, and returns its manifest. */
    public ModelManifest publish(ModelDraft draft, byte[] snapshot) {
        try (var publisher = new ModelPublisher(cluster, topics, Clock.systemUTC())) {
            var reference = publisher
                    .publish(draft, snapshot, PublishListener.silent())
                    .manifest()
                    .getReference();
            try (var catalog = new ModelCatalog(cluster, topics)) {
                return catalog.find(reference).orElseThrow();
            }
        }
    }

    /** Removes the records of a partition before an offset, or all for -1, as retention does. */
    public void removeBefore(Topic<?> topic, int partition, long offset) {
        try (var admin = AdminClients.open(cluster)) {
            KafkaReply.of(admin.deleteRecords(
                            Map.of(new TopicPartition(topic.name(), partition), RecordsToDelete.beforeOffset(offset)))
                    .all());
        }
    }

    /** Deletes a topic and creates another of its name. */
    public void remake(Topic<?> topic) {
        delete(topic);
        createTopics();
    }

    public void delete(Topic<?> topic) {
        try (var admin = AdminClients.open(cluster)) {
            KafkaReply.of(admin.deleteTopics(List.of(topic.name())).all());
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !admin.listTopics().names().get().contains(topic.name()));
        }
    }

    private void createTopics() {
        try (var admin = AdminClients.open(cluster)) {
            new TopicAdministration(admin, topics).create(partitions, (short) 1);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
