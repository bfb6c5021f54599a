package io.glyphstream.processor;

import io.glyphstream.processor.metrics.Stages;
import io.glyphstream.processor.resume.Changelogs;
import io.glyphstream.processor.scoring.Outcome;
import io.glyphstream.processor.scoring.Polled;
import io.glyphstream.processor.scoring.Polls;
import io.glyphstream.schemas.kafka.Topics;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Answers every image once, and counts how often the answers are right.
 *
 * <pre>
 *   images ──▶ classify ──┬──▶ predictions
 *                         │        ├──▶ tally ──┬──▶ accuracy-partials ──▶ sum-partials ──▶ accuracy
 *   labels ───────────────┼────────┘            └──▶ dead-letters
 *                         └──▶ dead-letters
 * </pre>
 *
 * <p>Keys and values of images stay raw until {@code classify}, since what cannot be read is an outcome there, not an error; there
 * they come in runs, as {@link Polls} made them. The key of a prediction is its image's, byte for byte, and so is its partition.
 */
final class ClassificationTopology {
    static final String WRITE_PREDICTIONS = "write-predictions";
    static final String WRITE_DEAD_LETTERS = "write-dead-letters";
    static final String ANSWERS_AND_LABELS = "answers-and-labels";

    /** Few partials flow, one a second for each partition and model: a single task sums them all. */
    private static final int PARTIALS_PARTITIONS = 1;

    /** Counts are written over and over: what is not compacted has to be read when a task moves, so compact soon. */
    private static final Map<String, String> CHANGELOG = Map.of(
            TopicConfig.SEGMENT_BYTES_CONFIG,
            Integer.toString(4 << 20),
            TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
            "0.1");

    private final Topics topics;
    private final Steps steps;
    private final Serde<byte[]> bytes = Serdes.ByteArray();
    private final Serde<String> text = Serdes.String();

    private ClassificationTopology(Topics topics, Steps steps) {
        this.topics = topics;
        this.steps = steps;
    }

    /**
     * Returns the topology.
     *
     * @param config what it will run with; some of it shapes the topology
     */
    static Topology of(Topics topics, StreamsConfig config, Steps steps) {
        var builder = new StreamsBuilder(new TopologyConfig(config));
        return new ClassificationTopology(topics, steps).build(builder);
    }

    private Topology build(StreamsBuilder builder) {
        var positions = memory(Changelogs.POSITIONS);
        KStream<byte[], Object> labels = builder.stream(
                        topics.labels().name(),
                        Consumed.with(bytes, bytes)
                                .withTimestampExtractor(steps.timestamps())
                                .withName("read-labels"))
                .mapValues(TallyInput.Labeled::new, Named.as("label"));
        KStream<byte[], TallyOutput> tallied = builder.stream(
                        topics.images().name(),
                        Consumed.with(bytes, Polled.serde())
                                .withTimestampExtractor(steps.timestamps())
                                .withName("read-images"))
                .process(
                        supplier(steps.classify(), positions, CommitHook.builder(Classify.HOOK)),
                        Named.as(Stages.CLASSIFY))
                .merge(labels, Named.as(ANSWERS_AND_LABELS))
                .process(
                        supplier(
                                steps.tally(),
                                store(Changelogs.TALLY),
                                memory(Changelogs.LABELS),
                                positions,
                                CommitHook.builder(Tally.HOOK)),
                        Named.as(Stages.TALLY));
        partials(tallied);
        deadLabels(tallied);
        return builder.build()
                .addSink(
                        WRITE_PREDICTIONS,
                        topics.predictions().name(),
                        bytes.serializer(),
                        Outcome.Answer.serializer(),
                        inputPartition(),
                        Stages.CLASSIFY)
                .addSink(
                        WRITE_DEAD_LETTERS,
                        topics.deadLetters().name(),
                        bytes.serializer(),
                        topics.deadLetters().values().serializer(),
                        Stages.CLASSIFY);
    }

    private void partials(KStream<byte[], TallyOutput> outputs) {
        outputs.flatMap((key, output) -> output.counts(), Named.as("partial"))
                .repartition(Repartitioned.with(text, topics.accuracyPartials())
                        .withNumberOfPartitions(PARTIALS_PARTITIONS)
                        .withName(Changelogs.PARTIALS))
                .process(supplier(SumPartials::new, store(Changelogs.NEWEST_PARTIALS)), Named.as("sum-partials"))
                .to(
                        topics.accuracy().name(),
                        Produced.with(text, topics.accuracy().values()).withName("write-accuracy"));
    }

    private void deadLabels(KStream<byte[], TallyOutput> outputs) {
        outputs.flatMapValues(TallyOutput::deadLetters, Named.as("dead-label"))
                .to(
                        topics.deadLetters().name(),
                        Produced.with(bytes, topics.deadLetters().values()).withName("write-dead-labels"));
    }

    /** An answer lies in the partition of its image, whichever way the producer of the image chose that. */
    private StreamPartitioner<byte[], Outcome.Answer> inputPartition() {
        return (topic, key, answer, partitions) -> {
            steps.placement().notePartitions(partitions);
            return Optional.of(Set.of(answer.prediction().getInputPartition() % partitions));
        };
    }

    private StoreBuilder<?> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), text, topics.accuracyPartials())
                .withCachingDisabled()
                .withLoggingEnabled(CHANGELOG);
    }

    private StoreBuilder<?> memory(String name) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), text, bytes)
                .withCachingDisabled()
                .withLoggingEnabled(CHANGELOG);
    }

    private static <K, V, L, W> ProcessorSupplier<K, V, L, W> supplier(
            Supplier<Processor<K, V, L, W>> processor, StoreBuilder<?>... stores) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<K, V, L, W> get() {
                return processor.get();
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(stores);
            }
        };
    }
}
