package io.glyphstream.processor;

import io.glyphstream.http.Exposition;
import io.glyphstream.model.Classifier;
import io.glyphstream.processor.metrics.ProcessorMetrics;
import io.glyphstream.processor.resume.Input;
import io.glyphstream.processor.resume.RemovedRecords;
import io.glyphstream.processor.resume.TaskInputs;
import io.glyphstream.processor.scoring.Classification;
import io.glyphstream.processor.scoring.Decision;
import io.glyphstream.processor.scoring.Decisions;
import io.glyphstream.processor.scoring.Polls;
import io.glyphstream.processor.settings.Guarantee;
import io.glyphstream.processor.settings.ProcessorSettings;
import io.glyphstream.registry.following.ModelSet;
import io.glyphstream.schemas.AccuracyReport;
import io.glyphstream.schemas.Image;
import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The real topology with the real settings, driven record by record without a broker. */
public final class Pipeline implements AutoCloseable {
    public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final Map<Input, Uuid> TOPIC_IDS = Map.of(Input.IMAGES, new Uuid(1, 2), Input.LABELS, new Uuid(3, 4));

    /** Later than all that tests feed. */
    private static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");

    final Topics topics = new Topics(Topics.DEFAULT_PREFIX, SchemaIds.fixed());
    final RemovedRecords removed = new RemovedRecords(topics, () -> {});
    final Exposition exposition = new Exposition("processor", "test");
    final ProcessorMetrics metrics = new ProcessorMetrics(exposition);
    final Topology topology;
    public final TopologyTestDriver driver;
    public final TestInputTopic<byte[], byte[]> images;
    public final TestInputTopic<byte[], byte[]> labels;
    final TestOutputTopic<byte[], Prediction> predictions;
    final TestOutputTopic<byte[], byte[]> deadLetters;
    final TestOutputTopic<String, AccuracyReport> accuracy;

    private ModelSet<Classifier> models;

    public Pipeline(ModelSet<Classifier> models, Path folder) {
        this(models, folder, LATER);
    }

    /** A pipeline that takes this for the present when it bounds the times of records. */
    Pipeline(ModelSet<Classifier> models, Path folder, Instant now) {
        this.models = models;
        var classification = new Classification(topics, () -> this.models, Clock.fixed(NOW, ZoneOffset.UTC), metrics);
        var polls = new Polls(topics.images().name(), classification::newest, 0);
        var config = StreamSettings.of(
                new KafkaCluster("unused:9092", Map.of()), ProcessorSettings.of("test"), 1, folder, polls);
        var inputs = new TaskInputs(topics, TOPIC_IDS, 1, Guarantee.EXACTLY_ONCE, removed);
        var decisions = new Dated(classification, Clock.fixed(now, ZoneOffset.UTC));
        var steps = Steps.of(inputs, ProcessorSettings.USUAL_LABEL_TIME_TO_LIVE, decisions, polls, metrics);
        topology = ClassificationTopology.of(topics, config, steps);
        driver = new TopologyTestDriver(topology, properties(config), NOW);
        images = driver.createInputTopic(topics.images().name(), new ByteArraySerializer(), new ByteArraySerializer());
        labels = driver.createInputTopic(topics.labels().name(), new ByteArraySerializer(), new ByteArraySerializer());
        predictions = driver.createOutputTopic(
                topics.predictions().name(),
                new ByteArrayDeserializer(),
                topics.predictions().values().deserializer());
        deadLetters = driver.createOutputTopic(
                topics.deadLetters().name(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        accuracy = driver.createOutputTopic(
                topics.accuracy().name(),
                new StringDeserializer(),
                topics.accuracy().values().deserializer());
    }

    /** The decisions of another, under this clock. */
    private record Dated(Decisions decisions, Clock clock) implements Decisions {
        @Override
        public Decision newest() {
            return decisions.newest();
        }
    }

    private static Properties properties(StreamsConfig config) {
        var properties = new Properties();
        properties.putAll(config.originals());
        return properties;
    }

    void swap(ModelSet<Classifier> newModels) {
        models = newModels;
    }

    byte[] encode(Image image) {
        return topics.images().encode(image);
    }

    public void feed(Image image) {
        feed(image, NOW);
    }

    void feed(Image image, Instant time) {
        images.pipeInput(new TestRecord<>(Samples.key(image.getId()), encode(image), time));
    }

    /** Lets the time pass in which counts become reports; returns the newest of each key. */
    Reports settle() {
        driver.advanceWallClockTime(Tally.PERIOD);
        driver.advanceWallClockTime(SumPartials.PERIOD.plus(Duration.ofMillis(1)));
        return new Reports(accuracy.readKeyValuesToMap());
    }

    /** The newest report of each key. */
    record Reports(Map<String, AccuracyReport> byKey) {
        AccuracyReport of(String key) {
            return Objects.requireNonNull(byKey.get(key), key);
        }
    }

    @Override
    public void close() {
        driver.close();
    }
}
