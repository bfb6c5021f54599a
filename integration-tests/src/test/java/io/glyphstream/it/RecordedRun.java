package io.glyphstream.it;

import static io.glyphstream.it.Models.DIGITS;
import static io.glyphstream.it.Models.GOOD;
import static io.glyphstream.it.Models.NEIGHBORS;
import static io.glyphstream.it.Models.POOR;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.producer.LabelPolicy;
import io.glyphstream.producer.ProducerSettings;
import io.glyphstream.schemas.DeadLetterHeaders;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.kafka.Topic;
import io.glyphstream.verifier.Verifier;
import io.glyphstream.verifier.VerifySettings;
import io.glyphstream.verifier.report.Losses;
import io.glyphstream.verifier.report.VerifyReport;
import io.glyphstream.verifier.topics.KafkaContents;
import io.glyphstream.verifier.topics.PublishedModels;
import io.glyphstream.verifier.topics.RegistryModels;
import io.glyphstream.verifier.topics.TopicContents;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * One run of the pipeline, recorded: 250 images and one that is none, 150 labels that came later and one that is none, two
 * champions and a challenger. The broker stays up, as versions are loaded from it.
 */
final class RecordedRun implements AutoCloseable {
    static final int IMAGES = 250;
    static final int LABELS = 150;

    final Pipeline pipeline;
    final RegistryModels models;
    final RecordedTopics topics;
    final ModelReference first;
    final ModelReference second;
    private final EmbeddedBroker broker;

    /** Lets it happen. */
    RecordedRun() throws Exception {
        broker = EmbeddedBroker.start(BrokerSettings.temporary());
        pipeline = new Pipeline(broker.bootstrapServers(), "verifier.", SchemaIds.fixed());
        pipeline.createTopics();
        first = pipeline.promote("mlp", POOR);
        pipeline.shadow("knn", NEIGHBORS);
        var processor = pipeline.run("one");
        pipeline.feed("before", DIGITS.test().range(0, 100));
        pipeline.send("junk", "junk".getBytes(UTF_8));
        sendDeadLabel();
        pipeline.predictions().readUntil(100);
        second = pipeline.promote("mlp", GOOD);
        pipeline.feed(
                "after",
                DIGITS.test().range(100, IMAGES),
                ProducerSettings.defaults().withLabels(LabelPolicy.LATER),
                Clock.systemUTC());
        pipeline.predictions().readUntil(IMAGES);
        pipeline.requireVerified();
        processor.close();
        models = new RegistryModels(pipeline.cluster, pipeline.topics, Clock.systemUTC());
        try (var live = new KafkaContents(pipeline.cluster)) {
            topics = RecordedTopics.of(
                    live,
                    pipeline.topics.all().stream().map(topic -> topic.name()).toList(),
                    pipeline.verifySettings().applicationId());
        }
    }

    private void sendDeadLabel() throws Exception {
        var settings = pipeline.cluster.clientSettings(Map.of(), Map.of());
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(pipeline.topics.labels().name(), "junk", "no label".getBytes(UTF_8)))
                    .get();
        }
    }

    @Override
    public void close() {
        models.close();
        pipeline.close();
        broker.close();
    }

    VerifyReport verify(TopicContents contents) {
        return verify(contents, settings());
    }

    VerifyReport verify(TopicContents contents, VerifySettings settings) {
        return verify(contents, models, settings);
    }

    VerifyReport verify(TopicContents contents, PublishedModels published, VerifySettings settings) {
        return new Verifier(pipeline.topics, contents, published, settings).verify((done, total) -> {});
    }

    VerifySettings settings() {
        return new VerifySettings(pipeline.verifySettings().applicationId(), 1, Duration.ZERO, 2);
    }

    VerifySettings accepting() {
        return settings().withLosses(Losses.ACCEPTED);
    }

    /** Returns a partition with answers enough, the first ones by the first champion, and without the dead image. */
    TopicPartition place() {
        var dead = topics.records(deadLetterPlace(pipeline.topics.images())).stream()
                .map(letter -> DeadLetterHeaders.read(letter.headers()))
                .filter(origin -> origin.topic().equals(pipeline.topics.images().name()))
                .mapToInt(DeadLetterHeaders::partition)
                .findFirst()
                .orElseThrow();
        return topics.partitions(pipeline.topics.predictions().name()).keySet().stream()
                .filter(number -> number != dead)
                .map(number -> new TopicPartition(pipeline.topics.predictions().name(), number))
                .filter(partition -> topics.records(partition).size() >= 30)
                .findFirst()
                .orElseThrow();
    }

    /** Returns the partition of the dead letters that has that of an image, or of a label. */
    TopicPartition deadLetterPlace(Topic<?> origin) {
        return topics.partitions(pipeline.topics.deadLetters().name()).keySet().stream()
                .map(number -> new TopicPartition(pipeline.topics.deadLetters().name(), number))
                .filter(partition -> letterIndex(partition, origin) >= 0)
                .findFirst()
                .orElseThrow();
    }

    /** Returns the place of the first dead letter of this topic among those of a partition, or -1. */
    int letterIndex(TopicPartition place, Topic<?> origin) {
        var letters = topics.records(place);
        for (int i = 0; i < letters.size(); i++) {
            if (DeadLetterHeaders.read(letters.get(i).headers()).topic().equals(origin.name())) {
                return i;
            }
        }
        return -1;
    }

    /** Returns the recording with the first dead letter of this topic changed. */
    RecordedTopics changedLetter(Topic<?> origin, UnaryOperator<ConsumerRecord<byte[], byte[]>> change) {
        var place = deadLetterPlace(origin);
        return topics.with(place, list -> {
            var index = letterIndex(place, origin);
            list.set(index, change.apply(list.get(index)));
            return list;
        });
    }

    /** Returns the partition of this number of a topic. */
    static TopicPartition of(Topic<?> topic, TopicPartition place) {
        return new TopicPartition(topic.name(), place.partition());
    }

    Prediction prediction(TopicPartition place, int index) {
        return pipeline.topics
                .predictions()
                .decode(topics.records(place).get(index).value());
    }

    /** Returns the recording with one prediction changed. */
    RecordedTopics changed(TopicPartition place, int index, Consumer<Prediction> change) {
        return topics.with(place, list -> {
            list.set(index, changed(list.get(index), change));
            return list;
        });
    }

    /** Returns a copy of a prediction's record with another prediction in it. */
    ConsumerRecord<byte[], byte[]> changed(ConsumerRecord<byte[], byte[]> record, Consumer<Prediction> change) {
        var prediction = pipeline.topics.predictions().decode(record.value());
        change.accept(prediction);
        return at(record, record.offset(), pipeline.topics.predictions().encode(prediction));
    }

    static List<ConsumerRecord<byte[], byte[]>> without(List<ConsumerRecord<byte[], byte[]>> list, int index) {
        list.remove(index);
        return list;
    }

    static ConsumerRecord<byte[], byte[]> at(
            ConsumerRecord<byte[], byte[]> record, long offset, byte @Nullable [] value) {
        return new ConsumerRecord<>(
                record.topic(),
                record.partition(),
                offset,
                record.timestamp(),
                record.timestampType(),
                record.serializedKeySize(),
                value == null ? 0 : value.length,
                record.key(),
                value,
                new RecordHeaders(record.headers()),
                Optional.empty());
    }
}
