package io.glyphstream.benchmarks.pipeline;

import io.glyphstream.processor.ImageProcessor;
import io.glyphstream.processor.settings.ProcessorSettings;
import io.glyphstream.registry.deployments.DeploymentLog;
import io.glyphstream.registry.publishing.ModelPublisher;
import io.glyphstream.registry.publishing.PublishListener;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.PartlyOpened;
import io.glyphstream.schemas.kafka.TopicAdministration;
import io.glyphstream.schemas.kafka.Topics;
import io.glyphstream.trainer.TrainedModel;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Topics of a pipeline of its own, its models, and the streams that are started on them. Closing it removes all of them. */
final class PipelineStage implements AutoCloseable {

    private static final String ACTOR = "bench";

    private final KafkaCluster cluster;
    private final Topics topics;
    private final String copies;
    private final Admin admin;
    private final DeploymentLog deployments;
    private final Map<String, ModelReference> released = new HashMap<>();

    private PipelineStage(KafkaCluster cluster, Topics topics, Admin admin) {
        this.cluster = cluster;
        this.topics = topics;
        this.copies = topics.prefix() + "copies";
        this.admin = admin;
        this.deployments = new DeploymentLog(cluster, topics, Clock.systemUTC());
    }

    static PipelineStage open(KafkaCluster cluster, String prefix, int partitions) {
        var topics = new Topics(prefix, SchemaIds.fixed());
        try (var opened = new PartlyOpened()) {
            var admin = opened.add(Admin.create(cluster.clientSettings(Map.of(), Map.of())), Admin::close);
            var stage = new PipelineStage(cluster, topics, admin);
            new TopicAdministration(admin, topics).create(partitions, (short) 1);
            var copy = new NewTopic(stage.copies, partitions, (short) 1)
                    .configs(topics.predictions().settings());
            get(() -> admin.createTopics(List.of(copy)).all().get());
            opened.complete();
            return stage;
        }
    }

    KafkaCluster cluster() {
        return cluster;
    }

    Topics topics() {
        return topics;
    }

    /** Returns the topic that a variant writes an image's outcome to, under the image's key. */
    String output(Variant variant) {
        return variant == Variant.COPY ? copies : topics.predictions().name();
    }

    /** Publishes a model as the newest version of its name, which {@link #deploy} and {@link #promote} then mean. */
    void publish(String name, TrainedModel model) {
        try (var publisher = new ModelPublisher(cluster, topics, Clock.systemUTC())) {
            var publication = publisher.publish(model.draft(name, ACTOR), model.snapshot(), PublishListener.silent());
            released.put(name, publication.manifest().getReference());
        }
    }

    /** Puts exactly the variant's models in service. */
    void deploy(Variant variant) {
        if (variant.models().isEmpty()) {
            return;
        }
        promote(variant.models().get(0));
        var challengers = variant.models().stream().skip(1).map(this::reference).toList();
        for (var former : deployments.current().orElseThrow().getChallengers()) {
            if (!challengers.contains(former)) {
                deployments.unshadow(former, ACTOR, "bench");
            }
        }
        challengers.forEach(challenger -> deployments.shadow(challenger, ACTOR, "bench"));
    }

    void promote(String name) {
        deployments.promote(reference(name), ACTOR, "bench");
    }

    private ModelReference reference(String name) {
        return Objects.requireNonNull(released.get(name), name);
    }

    /** Returns whether a processor serves exactly the variant's newest models. */
    boolean isServing(ImageProcessor processor, Variant variant) {
        var wanted = variant.models().stream().map(this::reference).toList();
        return processor
                .models()
                .map(set -> Stream.concat(Stream.of(set.champion()), set.challengers().stream())
                        .map(served -> served.reference())
                        .toList()
                        .equals(wanted))
                .orElse(false);
    }

    /** Starts a variant; the settings name the group that it joins. */
    RunningStream start(Variant variant, ProcessorSettings settings) throws InterruptedException {
        if (variant == Variant.COPY) {
            var copy = CopyStream.start(cluster, settings, topics.images().name(), copies);
            return new RunningStream(settings.applicationId(), copy);
        }
        var processor = new ImageProcessor(cluster, topics, settings, Clock.systemUTC());
        processor.start();
        var running = new RunningStream(settings.applicationId(), processor);
        Waiting.await(
                "the models of " + variant.text() + " to serve", running::failure, () -> isServing(processor, variant));
        return running;
    }

    /** Lets a group that is not at work begin with the images that come from now on, and not with those that others were sent. */
    void skipToEnd(String group) {
        var images = topics.images().name();
        var description =
                get(() -> admin.describeTopics(List.of(images)).allTopicNames().get());
        var partitions = Objects.requireNonNull(description.get(images)).partitions();
        var latest = get(() -> admin.listOffsets(partitions.stream()
                        .collect(Collectors.toMap(
                                partition -> new TopicPartition(images, partition.partition()),
                                partition -> OffsetSpec.latest())))
                .all()
                .get());
        Map<TopicPartition, OffsetAndMetadata> ends = latest.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        end -> new OffsetAndMetadata(end.getValue().offset())));
        get(() -> admin.alterConsumerGroupOffsets(group, ends).all().get());
    }

    /** Returns how many images a group has answered and committed. */
    long committed(String group) {
        var offsets = get(() -> admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get());
        return offsets.entrySet().stream()
                .filter(entry -> isImages(entry.getKey()) && entry.getValue() != null)
                .mapToLong(entry -> entry.getValue().offset())
                .sum();
    }

    private boolean isImages(TopicPartition partition) {
        return partition.topic().equals(topics.images().name());
    }

    @Override
    public void close() {
        deployments.close();
        get(() -> {
            var ours = admin.listTopics().names().get().stream()
                    .filter(name -> name.startsWith(topics.prefix()))
                    .toList();
            return admin.deleteTopics(ours).all().get();
        });
        admin.close();
    }

    private static <T> T get(Call<T> call) {
        try {
            return call.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking Kafka", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka refused: " + e.getCause(), e.getCause());
        }
    }

    private interface Call<T> {
        T get() throws InterruptedException, ExecutionException;
    }
}
