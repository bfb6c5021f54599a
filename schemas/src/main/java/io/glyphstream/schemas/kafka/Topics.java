package io.glyphstream.schemas.kafka;

import static io.glyphstream.schemas.kafka.Partitions.ANY;
import static io.glyphstream.schemas.kafka.Partitions.CO_PARTITIONED;
import static io.glyphstream.schemas.kafka.Partitions.ONE;
import static io.glyphstream.schemas.kafka.Partitions.TWO;

import io.glyphstream.schemas.AccuracyPartial;
import io.glyphstream.schemas.AccuracyReport;
import io.glyphstream.schemas.AvroSerde;
import io.glyphstream.schemas.DeadLetterHeaders;
import io.glyphstream.schemas.Deployment;
import io.glyphstream.schemas.Image;
import io.glyphstream.schemas.Label;
import io.glyphstream.schemas.ModelChunk;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.PinnedRange;
import io.glyphstream.schemas.PinnedRecord;
import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.PredictionHeaders;
import io.glyphstream.schemas.ProcessorReport;
import io.glyphstream.schemas.RecordKeys;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.SchemaRegistryException;
import io.glyphstream.schemas.TrainerReport;
import io.glyphstream.schemas.TrainingOutcome;
import io.glyphstream.schemas.TrainingRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;

/**
 * All topics of one pipeline: the one place that knows their names, what is on them, and how Kafka must keep them.
 *
 * <p>Records of every topic fit Kafka's default limits for brokers, producers and consumers (1 MiB), so no cluster needs
 * tuning.
 */
public final class Topics {
    /** What topic names begin with unless the user says otherwise. */
    public static final String DEFAULT_PREFIX = "glyphstream.";

    /**
     * The most that a batch of images may take, in bytes. A dead letter is an image with headers: 32 KiB below Kafka's
     * limit leave room for them, so that no image can be too large to be refused.
     */
    public static final int MAX_IMAGE_BATCH_BYTES = 1024 * 1024 - 32 * 1024;

    private static final Pattern LEGAL_PREFIX = Pattern.compile("[a-zA-Z0-9._-]{0,200}");

    /*
     * Kafka measures a batch as it was sent: twenty megabytes of zeros, compressed, pass any limit, and whoever reads them
     * has to unpack them. Stored uncompressed, they are measured again after unpacking, and refused.
     */
    private static final Map<String, String> BOUNDED = Map.of(
            "cleanup.policy", "delete",
            "max.message.bytes", Integer.toString(MAX_IMAGE_BATCH_BYTES),
            "compression.type", "uncompressed");

    private static final Map<String, String> APPENDED = Map.of("cleanup.policy", "delete");

    /** The newest segment is never compacted, so it must be closed in time for old values to go. */
    private static final Map<String, String> COMPACTED =
            Map.of("cleanup.policy", "compact", "segment.ms", "600000", "max.compaction.lag.ms", "3600000");

    private static final Map<String, String> FOR_EVER =
            Map.of("cleanup.policy", "delete", "retention.ms", "-1", "retention.bytes", "-1");

    /**
     * The newest report of each processor, forgotten a day after its last. Told by the broker's clock, so that all
     * readers agree on a report's age.
     */
    private static final Map<String, String> REPORTS = Map.of(
            "cleanup.policy",
            "compact,delete",
            "segment.ms",
            "600000",
            "max.compaction.lag.ms",
            "3600000",
            "retention.ms",
            "86400000",
            "message.timestamp.type",
            "LogAppendTime");

    private final String prefix;
    private final SchemaIds ids;
    private final AvroSerde<AccuracyPartial> accuracyPartials;
    private final Topic<Image> images;
    private final Topic<Label> labels;
    private final Topic<Prediction> predictions;
    private final Topic<AccuracyReport> accuracy;
    private final Topic<SpecificRecord> models;
    private final Topic<Deployment> deployments;
    private final Topic<ProcessorReport> processors;
    private final Topic<SpecificRecord> trainers;
    private final Topic<SpecificRecord> pins;
    private final Topic<byte[]> deadLetters;

    /**
     * Names the topics.
     *
     * @param prefix what all names begin with: letters, digits, {@code . _ -}, at most 200
     */
    public Topics(String prefix, SchemaIds ids) {
        if (!LEGAL_PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException(
                    "topic prefix must consist of at most 200 letters, digits, '.', '_' and '-' but was " + prefix);
        }
        this.prefix = prefix;
        this.ids = ids;
        accuracyPartials = new AvroSerde<>(ids, List.of(AccuracyPartial.class));
        images = new Topic<>(prefix + "images", new AvroSerde<>(ids, List.of(Image.class)), CO_PARTITIONED, BOUNDED);
        labels = new Topic<>(prefix + "labels", new AvroSerde<>(ids, List.of(Label.class)), CO_PARTITIONED, APPENDED);
        predictions = new Topic<>(
                prefix + "predictions", new AvroSerde<>(ids, List.of(Prediction.class)), CO_PARTITIONED, APPENDED);
        accuracy =
                new Topic<>(prefix + "accuracy", new AvroSerde<>(ids, List.of(AccuracyReport.class)), ANY, COMPACTED);
        models = new Topic<>(
                prefix + "models",
                new AvroSerde<>(ids, List.of(ModelChunk.class, ModelManifest.class)),
                ONE,
                COMPACTED);
        deployments =
                new Topic<>(prefix + "deployments", new AvroSerde<>(ids, List.of(Deployment.class)), ONE, FOR_EVER);
        processors =
                new Topic<>(prefix + "processors", new AvroSerde<>(ids, List.of(ProcessorReport.class)), ONE, REPORTS);
        trainers = new Topic<>(
                prefix + "trainers",
                new AvroSerde<>(ids, List.of(TrainerReport.class, TrainingOutcome.class, TrainingRequest.class)),
                ONE,
                COMPACTED);
        pins = new Topic<>(
                prefix + "pins", new AvroSerde<>(ids, List.of(PinnedRecord.class, PinnedRange.class)), TWO, COMPACTED);
        deadLetters = new Topic<>(prefix + "dead-letters", Serdes.ByteArray(), ANY, APPENDED);
    }

    /** The images to be classified, by image id. */
    public Topic<Image> images() {
        return images;
    }

    /** The truth about images, when it comes later than they, by image id. */
    public Topic<Label> labels() {
        return labels;
    }

    /** The answers, by image id, with {@link PredictionHeaders}. */
    public Topic<Prediction> predictions() {
        return predictions;
    }

    /** The newest accuracy of each model version, by {@link RecordKeys#accuracy}. */
    public Topic<AccuracyReport> accuracy() {
        return accuracy;
    }

    /**
     * The published models: each value is a {@link ModelChunk}, by {@link RecordKeys#chunk}, or a {@link ModelManifest},
     * by {@link RecordKeys#manifest}.
     */
    public Topic<SpecificRecord> models() {
        return models;
    }

    /** Who answers from now on, and all that was ever decided about it, by {@link RecordKeys#deployment}. */
    public Topic<Deployment> deployments() {
        return deployments;
    }

    /** What each processor serves, and how it is, by {@link RecordKeys#processor}. */
    public Topic<ProcessorReport> processors() {
        return processors;
    }

    /**
     * What the trainer services do: each value is a {@link TrainerReport}, by {@link RecordKeys#trainerReport}, a
     * {@link TrainingOutcome}, by {@link RecordKeys#trainingOutcome}, or a {@link TrainingRequest}, by
     * {@link RecordKeys#trainingRequest}.
     */
    public Topic<SpecificRecord> trainers() {
        return trainers;
    }

    /**
     * What models were trained on, for as long as this topic is there. Partition 0 has each {@link PinnedRange}, by
     * {@link RecordKeys#pinnedRange}; partition 1 each {@link PinnedRecord}, by {@link RecordKeys#pinnedRecord}.
     */
    public Topic<SpecificRecord> pins() {
        return pins;
    }

    /** The records that could not be answered, as they were, with {@link DeadLetterHeaders}. */
    public Topic<byte[]> deadLetters() {
        return deadLetters;
    }

    /** What a processor's partitions have counted; is on topics that the processor itself makes and names. */
    public AvroSerde<AccuracyPartial> accuracyPartials() {
        return accuracyPartials;
    }

    /** Returns every topic, in the order in which data flows through them. */
    public List<Topic<?>> all() {
        return List.of(
                images, labels, predictions, accuracy, models, deployments, processors, trainers, pins, deadLetters);
    }

    /** Returns the names of all topics, in the same order. */
    public List<String> names() {
        return all().stream().<String>map(Topic::name).toList();
    }

    /** Returns the names of the topics that each pipeline has: one of an earlier release has none of trainers and of pins. */
    public List<String> neededNames() {
        return names().stream().filter(this::isNeeded).toList();
    }

    /** Returns false for the topics of trainers and of pins: only what is told to use them needs them. */
    boolean isNeeded(String name) {
        return !name.equals(trainers.name()) && !name.equals(pins.name());
    }

    /** Returns what all names begin with. */
    public String prefix() {
        return prefix;
    }

    /** Returns why the schema registry's latest answer did not come; nothing while it answers, or there is none. */
    public Optional<String> registryOutage() {
        return ids.outage();
    }

    /**
     * Makes sure that the schemas of all topics have ids, so that a registry that is away or refuses them is found out
     * before the first record is.
     *
     * @throws SchemaRegistryException when one cannot be had
     */
    void registerSchemas() {
        for (var topic : all()) {
            if (topic.values() instanceof AvroSerde<?> serde) {
                serde.register(topic.name());
            }
        }
    }
}
