package io.glyphstream.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.glyphstream.datasets.Dataset;
import io.glyphstream.datasets.DatasetPart;
import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.processor.ImageProcessor;
import io.glyphstream.processor.lifecycle.ProcessorStatus;
import io.glyphstream.processor.settings.ProcessorSettings;
import io.glyphstream.producer.FeedSettings;
import io.glyphstream.producer.ImageFeed;
import io.glyphstream.producer.ImageIds;
import io.glyphstream.producer.ImageProducer;
import io.glyphstream.producer.ImageSources;
import io.glyphstream.producer.ProduceResult;
import io.glyphstream.producer.ProducerSettings;
import io.glyphstream.producer.Rate;
import io.glyphstream.registry.ModelTrust;
import io.glyphstream.registry.deployments.DeploymentLog;
import io.glyphstream.registry.publishing.ModelCatalog;
import io.glyphstream.registry.publishing.ModelDraft;
import io.glyphstream.registry.publishing.ModelPublisher;
import io.glyphstream.registry.publishing.PublishListener;
import io.glyphstream.schemas.AccuracyReport;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.Score;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topic;
import io.glyphstream.schemas.kafka.TopicAdministration;
import io.glyphstream.schemas.kafka.TopicOutcome;
import io.glyphstream.schemas.kafka.Topics;
import io.glyphstream.trainer.TrainedModel;
import io.glyphstream.verifier.Verifier;
import io.glyphstream.verifier.VerifySettings;
import io.glyphstream.verifier.report.Accuracy;
import io.glyphstream.verifier.report.VerifyReport;
import io.glyphstream.verifier.topics.KafkaContents;
import io.glyphstream.verifier.topics.RegistryModels;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** A pipeline on topics of its own, and all who work on it: they are closed with it, the last first. */
final class Pipeline implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final int PARTITIONS = 4;
    static final String ACTOR = "tester";

    final KafkaCluster cluster;
    final Topics topics;
    private final Deque<Runnable> open = new ArrayDeque<>();
    private final Queue<ImageProcessor> processors = new ConcurrentLinkedQueue<>();

    /** A pipeline without topics yet. */
    Pipeline(String bootstrapServers, String prefix, SchemaIds ids) {
        cluster = new KafkaCluster(bootstrapServers, Map.of());
        topics = new Topics(prefix, ids);
    }

    Admin admin() {
        return Admin.create(cluster.clientSettings(Map.of(), Map.of()));
    }

    List<TopicOutcome> createTopics() {
        return createTopics(PARTITIONS);
    }

    List<TopicOutcome> createTopics(int partitions) {
        try (var admin = admin()) {
            return new TopicAdministration(admin, topics).create(partitions, (short) 1);
        }
    }

    /** Publishes a model as the trainer does. */
    ModelReference publish(String name, TrainedModel model) {
        return publish(model.draft(name, ACTOR), model.snapshot());
    }

    ModelReference publish(ModelDraft draft, byte[] snapshot) {
        try (var publisher = new ModelPublisher(cluster, topics, Clock.systemUTC())) {
            return publisher
                    .publish(draft, snapshot, PublishListener.silent())
                    .manifest()
                    .getReference();
        }
    }

    /** Publishes a model and makes it the champion. */
    ModelReference promote(String name, TrainedModel model) {
        var reference = publish(name, model);
        deployments().promote(reference, ACTOR, "test");
        return reference;
    }

    /** Publishes a model and makes it a challenger. */
    ModelReference shadow(String name, TrainedModel model) {
        var reference = publish(name, model);
        deployments().shadow(reference, ACTOR, "test");
        return reference;
    }

    DeploymentLog deployments() {
        return opened(new DeploymentLog(cluster, topics, Clock.systemUTC()), DeploymentLog::close);
    }

    ModelCatalog catalog() {
        return opened(new ModelCatalog(cluster, topics), ModelCatalog::close);
    }

    /** Returns settings under which all processors of this pipeline share its work. */
    ProcessorSettings settings(String instance) {
        return ProcessorSettings.of(instance).withApplicationId(topics.prefix() + "processor");
    }

    /** Starts a processor and waits until it answers images. */
    ImageProcessor run(String instance) throws InterruptedException {
        return run(settings(instance));
    }

    ImageProcessor run(ProcessorSettings settings) throws InterruptedException {
        return run(settings, ModelTrust.everybody());
    }

    ImageProcessor run(ProcessorSettings settings, ModelTrust trust) throws InterruptedException {
        var processor = start(settings, trust);
        assertThat(processor.awaitRunning(PATIENCE)).isEqualTo(new ProcessorStatus.Running());
        return processor;
    }

    /** Starts a processor and does not wait. */
    ImageProcessor start(ProcessorSettings settings) {
        return start(settings, ModelTrust.everybody());
    }

    private ImageProcessor start(ProcessorSettings settings, ModelTrust trust) {
        var processor =
                opened(new ImageProcessor(cluster, topics, trust, settings, Clock.systemUTC()), ImageProcessor::close);
        processors.add(processor);
        processor.start();
        return processor;
    }

    /** Returns what a processor says of itself over HTTP. */
    static HttpResponse<String> get(ImageProcessor processor, String path) throws IOException, InterruptedException {
        return get(processor.http().orElseThrow(), path);
    }

    static HttpResponse<String> get(URI service, String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(service.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Feeds each image once, under ids that begin with the name of the run; all arrive. */
    void feed(String run, LabeledImages images) {
        feed(run, images, ProducerSettings.defaults(), Clock.systemUTC());
    }

    void feed(String run, LabeledImages images, ProducerSettings settings, Clock clock) {
        try (var producer = new ImageProducer(cluster, topics, settings, clock)) {
            var result = producer.run(imageFeed(images, FeedSettings.once(ImageIds.ofRun(run))), progress -> {});
            assertThat(result.acknowledged()).isEqualTo(images.size());
            assertThat(result.end()).isEqualTo(ProduceResult.End.EXHAUSTED);
        }
    }

    /** Begins to feed images in the background, over and over, until it is told to stop. */
    EndlessFeed feedEndlessly(LabeledImages images) {
        return feedEndlessly(images, EndlessFeed.EASY);
    }

    EndlessFeed feedEndlessly(LabeledImages images, Rate rate) {
        return feedEndlessly(images, ProducerSettings.defaults().withRate(rate));
    }

    EndlessFeed feedEndlessly(LabeledImages images, ProducerSettings settings) {
        return opened(new EndlessFeed(this, images, settings), EndlessFeed::close);
    }

    static ImageFeed imageFeed(LabeledImages images, FeedSettings settings) {
        return new ImageFeed(ImageSources.dataset(new Dataset("digits", images, images), DatasetPart.TEST), settings);
    }

    /** Puts any bytes on the images topic. */
    void send(String key, byte @Nullable [] value) throws Exception {
        var settings = cluster.clientSettings(Map.of(), Map.of());
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topics.images().name(), key, value))
                    .get();
        }
    }

    /** Changes a setting of a topic, and returns when all can see that. */
    void set(Topic<?> topic, String name, String value) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        var change = new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
        try (var admin = admin()) {
            admin.incrementalAlterConfigs(Map.of(resource, List.of(change)))
                    .all()
                    .get();
            await().atMost(PATIENCE)
                    .until(() -> admin.describeConfigs(List.of(resource)).all().get().values().stream()
                            .allMatch(config -> config.get(name).value().equals(value)));
        }
    }

    /** Waits until the processors have read all images and labels, and have committed what came of them. */
    void awaitNoLag() {
        var group = Map.<String, Object>of(
                ConsumerConfig.GROUP_ID_CONFIG, settings("any").applicationId());
        var bytes = new ByteArrayDeserializer();
        try (var consumer = new KafkaConsumer<>(cluster.clientSettings(group, Map.of()), bytes, bytes)) {
            var inputs = Stream.of(topics.images(), topics.labels())
                    .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .collect(Collectors.toSet());
            await().atMost(PATIENCE).until(() -> {
                var committed = consumer.committed(inputs);
                return consumer.endOffsets(inputs).entrySet().stream()
                        .allMatch(end -> end.getValue() <= offset(committed.get(end.getKey())));
            });
        }
    }

    private static long offset(@Nullable OffsetAndMetadata committed) {
        return committed == null ? 0 : committed.offset();
    }

    /** Proves from the topics what can be proved, once the processors have caught up. */
    VerifyReport verify() {
        try (var contents = new KafkaContents(cluster);
                var models = new RegistryModels(cluster, topics, Clock.systemUTC())) {
            return new Verifier(topics, contents, models, verifySettings()).verify((done, total) -> {});
        }
    }

    /** Verifies, and nothing must be wrong. */
    VerifyReport requireVerified() {
        var report = verify();
        assertThat(report.problems()).isEmpty();
        assertThat(report.accuracy()).as("the feed rests").isNotEqualTo(Accuracy.FED_MEANWHILE);
        return report;
    }

    VerifySettings verifySettings() {
        return new VerifySettings(settings("any").applicationId(), 1, PATIENCE, 2);
    }

    /** Returns all predictions that are there now. */
    List<Prediction> answers() {
        return predictions().readToEnd().stream().map(ConsumerRecord::value).toList();
    }

    /** Returns the models that scored an image: the champion, then the challengers. */
    static List<ModelReference> models(Prediction prediction) {
        return prediction.getScores().stream().map(Score::getModel).toList();
    }

    TopicView<byte[]> rawImages() {
        return view(topics.images(), new ByteArrayDeserializer());
    }

    TopicView<Prediction> predictions() {
        return view(topics.predictions());
    }

    TopicView<byte[]> deadLetters() {
        return view(topics.deadLetters());
    }

    TopicView<SpecificRecord> trainers() {
        return view(topics.trainers());
    }

    TopicView<AccuracyReport> accuracy() {
        return view(topics.accuracy());
    }

    private <V> TopicView<V> view(Topic<V> topic) {
        return view(topic, topic.values().deserializer());
    }

    private <V> TopicView<V> view(Topic<?> topic, Deserializer<V> values) {
        return opened(new TopicView<>(cluster, topic.name(), values, this::checkProcessors), TopicView::close);
    }

    private void checkProcessors() {
        assertThat(processors)
                .extracting(ImageProcessor::status)
                .doesNotHaveAnyElementsOfTypes(ProcessorStatus.Failed.class);
    }

    private <C> C opened(C closeable, Consumer<C> close) {
        open.push(() -> close.accept(closeable));
        return closeable;
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            open.pop().run();
        }
    }
}
