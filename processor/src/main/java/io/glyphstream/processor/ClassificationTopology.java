package io.glyphstream.processor;

import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.Topics;
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
import org.apache.kafka.streams.kstream.Branched;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorSupplier;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Answers every image once, and counts how often the answers are right.
 *
 * <pre>
 *   images ──▶ classify ──┬──▶ predictions
 *                         │        └──▶ tally ──▶ accuracy-partials ──▶ sum-partials ──▶ accuracy
 *                         └──▶ dead-letters
 * </pre>
 *
 * <p>Keys and values of images stay raw until {@code classify}, since what cannot be read is an outcome there, not an error. The
 * key of a prediction is its image's, byte for byte, and so is its partition.
 */
final class ClassificationTopology {
    static final String CLASSIFY = "classify";

    /** Few partials flow, one a second for each partition and model: a single task sums them all. */
    private static final int PARTIALS_PARTITIONS = 1;

    /** Counts are written over and over: what is not compacted has to be read when a task moves, so compact soon. */
    private static final Map<String, String> CHANGELOG = Map.of(
            TopicConfig.SEGMENT_BYTES_CONFIG,
            Integer.toString(4 << 20),
            TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
            "0.1");

    private final Topics topics;
    private final FixedKeyProcessorSupplier<byte[], byte[], Outcome> classify;
    private final Serde<byte[]> bytes = Serdes.ByteArray();
    private final Serde<String> text = Serdes.String();

    private ClassificationTopology(Topics topics, FixedKeyProcessorSupplier<byte[], byte[], Outcome> classify) {
        this.topics = topics;
        this.classify = classify;
    }

    /**
     * Returns the topology.
     *
     * @param config what it will run with; some of it shapes the topology
     * @param classify makes one {@link Classify} for each task
     */
    static Topology of(
            Topics topics, StreamsConfig config, FixedKeyProcessorSupplier<byte[], byte[], Outcome> classify) {
        var builder = new StreamsBuilder(new TopologyConfig(config));
        new ClassificationTopology(topics, classify).build(builder);
        return builder.build();
    }

    private void build(StreamsBuilder builder) {
        builder.stream(
                        topics.images().name(),
                        Consumed.with(bytes, bytes)
                                .withTimestampExtractor(new NonNegativeTimestamps())
                                .withName("read-images"))
                .processValues(classify, Named.as(CLASSIFY))
                .split(Named.as("outcome-"))
                .branch(
                        (key, outcome) -> outcome instanceof Outcome.Answer,
                        Branched.withConsumer(this::answers, "answer"))
                .defaultBranch(Branched.withConsumer(this::refusals, "refusal"));
    }

    private void refusals(KStream<byte[], Outcome> refusals) {
        refusals.mapValues(outcome -> ((Outcome.Refusal) outcome).original().value(), Named.as("original"))
                .to(
                        topics.deadLetters().name(),
                        Produced.with(bytes, topics.deadLetters().values()).withName("write-dead-letters"));
    }

    private void answers(KStream<byte[], Outcome> answers) {
        var predictions = answers.mapValues(outcome -> ((Outcome.Answer) outcome).prediction(), Named.as("prediction"));
        predictions.to(
                topics.predictions().name(),
                Produced.with(bytes, topics.predictions().values(), inputPartition())
                        .withName("write-predictions"));
        predictions
                .process(supplier(Tally::new, store(Tally.STORE), CommitHook.builder(Tally.HOOK)), Named.as("tally"))
                .repartition(Repartitioned.with(text, topics.accuracyPartials())
                        .withNumberOfPartitions(PARTIALS_PARTITIONS)
                        .withName("accuracy-partials"))
                .process(supplier(SumPartials::new, store(SumPartials.STORE)), Named.as("sum-partials"))
                .to(
                        topics.accuracy().name(),
                        Produced.with(text, topics.accuracy().values()).withName("write-accuracy"));
    }

    /** An answer lies in the partition of its image, whichever way the producer of the image chose that. */
    private static StreamPartitioner<byte[], Prediction> inputPartition() {
        return (topic, key, prediction, partitions) -> Optional.of(Set.of(prediction.getInputPartition() % partitions));
    }

    private StoreBuilder<?> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), text, topics.accuracyPartials())
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
