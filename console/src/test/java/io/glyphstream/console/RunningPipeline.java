package io.glyphstream.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.console.web.Token;
import io.glyphstream.datasets.Dataset;
import io.glyphstream.datasets.DatasetPart;
import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.datasets.drawing.DigitPainter;
import io.glyphstream.operations.CommittedReader;
import io.glyphstream.operations.ReadProgress;
import io.glyphstream.processor.ImageProcessor;
import io.glyphstream.processor.lifecycle.ProcessorStatus;
import io.glyphstream.processor.settings.ProcessorSettings;
import io.glyphstream.producer.FeedSettings;
import io.glyphstream.producer.ImageFeed;
import io.glyphstream.producer.ImageIds;
import io.glyphstream.producer.ImageProducer;
import io.glyphstream.producer.ImageSources;
import io.glyphstream.producer.LabelPolicy;
import io.glyphstream.producer.ProducerSettings;
import io.glyphstream.registry.deployments.DeploymentLog;
import io.glyphstream.registry.publishing.ModelPublisher;
import io.glyphstream.registry.publishing.PublishListener;
import io.glyphstream.schemas.DeadLetterHeaders;
import io.glyphstream.schemas.Image;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.TopicAdministration;
import io.glyphstream.schemas.kafka.Topics;
import io.glyphstream.trainer.ModelSpec;
import io.glyphstream.trainer.ModelTrainer;
import io.glyphstream.trainer.NeighborSpec;
import io.glyphstream.trainer.PerceptronSpec;
import io.glyphstream.trainer.TrainedModel;
import io.glyphstream.trainer.TrainerListener;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * A small pipeline that has answered some images, and its console.
 *
 * <p>Of the model mlp the first version is champion and the second waits; knn is a challenger. There are three dead letters:
 * bytes that are no image, an image of another size, and one whose label no model knows.
 */
public final class RunningPipeline implements AutoCloseable {

    /** The images that are answered when a test begins. */
    static final int IMAGES = 300;

    /** The dead letters that are there when a test begins. */
    static final int DEAD_LETTERS = 3;

    /** Drawn digits: what models are trained on, and the images that are fed. */
    static final Dataset DIGITS = new Dataset("digits", DigitPainter.draw(1200, 31), DigitPainter.draw(400, 32));

    private static final int HOSTILE_IMAGES = 12;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ACTOR = "tester";
    private static final int PARTITIONS = 2;

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final KafkaCluster cluster;
    private final Topics topics;
    private final ConsoleSettings settings;
    private final Map<String, ModelReference> models = new HashMap<>();
    private Optional<Console> console = Optional.empty();

    private RunningPipeline(KafkaCluster cluster, Topics topics) {
        this.cluster = cluster;
        this.topics = topics;
        settings = new ConsoleSettings(
                "127.0.0.1",
                0,
                Set.of(),
                Optional.of(Token.random(new SecureRandom())),
                ACTOR,
                processorSettings().applicationId(),
                Optional.of(cluster.bootstrapServers()));
        createTopics();
    }

    /** Returns a pipeline that has topics and a console, and nothing else yet. */
    static RunningPipeline empty(EmbeddedBroker broker, String prefix) {
        var pipeline = new RunningPipeline(
                new KafkaCluster(broker.bootstrapServers(), Map.of()), new Topics(prefix, SchemaIds.fixed()));
        pipeline.startConsole();
        return pipeline;
    }

    /** Returns a pipeline on topics of its own; all images that were fed are answered. */
    static RunningPipeline on(EmbeddedBroker broker, String prefix) {
        var pipeline = new RunningPipeline(
                new KafkaCluster(broker.bootstrapServers(), Map.of()), new Topics(prefix, SchemaIds.fixed()));
        try {
            pipeline.publish();
            pipeline.startProcessor();
            pipeline.startConsole();
            pipeline.feed("first", DIGITS.test().range(0, IMAGES));
            pipeline.sendDeadLetters();
            pipeline.awaitAnswers(IMAGES);
            return pipeline;
        } catch (RuntimeException failed) {
            pipeline.close();
            throw failed;
        }
    }

    /**
     * Returns a pipeline whose topics have this text wherever they take one: names of classes, who published and promoted and
     * why, ids and sources of images, all of a dead letter.
     */
    static RunningPipeline hostile(EmbeddedBroker broker, String prefix, String text) {
        var pipeline = empty(broker, prefix);
        try {
            pipeline.publishNamed(text);
            pipeline.startProcessor();
            for (int number = 0; number < HOSTILE_IMAGES; number++) {
                var image = image(text + number, 28, 28, number % 10, text);
                pipeline.sendImage(image);
            }
            pipeline.awaitAnswers(HOSTILE_IMAGES);
            pipeline.sendHostileLetter(text);
            return pipeline;
        } catch (RuntimeException failed) {
            pipeline.close();
            throw failed;
        }
    }

    /** Returns a broker in a folder that goes with it. */
    static EmbeddedBroker broker() {
        return EmbeddedBroker.start(BrokerSettings.temporary());
    }

    KafkaCluster cluster() {
        return cluster;
    }

    Topics topics() {
        return topics;
    }

    /** Returns the options by which a command reaches this pipeline. */
    String options() {
        return "-b " + cluster.bootstrapServers() + " --topic-prefix " + topics.prefix();
    }

    ConsoleSettings settings() {
        return settings;
    }

    Console console() {
        return console.orElseThrow();
    }

    /** Returns the address of a page, for somebody who may only look. */
    String address(String page) {
        return console().address().replaceFirst("/$", "") + page;
    }

    /** Returns the address of a page, for the one who may write. */
    String link(String page) {
        return address(page) + "#token=" + settings.token().orElseThrow().text();
    }

    /** Returns a version by its text, such as {@code mlp@1}. */
    ModelReference model(String text) {
        return Optional.ofNullable(models.get(text)).orElseThrow();
    }

    /** Feeds images with labels that come later, under ids that begin with the name of the run. */
    void feed(String run, LabeledImages images) {
        var dataset = new Dataset("digits", images, images);
        var wanted = ProducerSettings.defaults().withLabels(LabelPolicy.LATER);
        try (var producer = new ImageProducer(cluster, topics, wanted, Clock.systemUTC())) {
            var source = ImageSources.dataset(dataset, DatasetPart.TEST);
            producer.run(new ImageFeed(source, FeedSettings.once(ImageIds.ofRun(run))), progress -> {});
        }
    }

    /** Puts any bytes on a topic. */
    void send(String topic, @Nullable String key, byte @Nullable [] value) {
        send(new ProducerRecord<>(topic, key == null ? null : key.getBytes(UTF_8), value));
    }

    /** Puts a record on its topic, and returns when the broker has it. */
    void send(ProducerRecord<byte[], byte[]> message) {
        var none = new ByteArraySerializer();
        try (var producer = new KafkaProducer<>(cluster.clientSettings(Map.of(), Map.of()), none, none)) {
            producer.send(message).get();
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException("not sent", failed);
        }
    }

    /** Returns an image of drawn digits under an id, with this label. */
    static Image image(String id, int rows, int columns, @Nullable Integer label) {
        return image(id, rows, columns, label, "test");
    }

    private static Image image(String id, int rows, int columns, @Nullable Integer label, String source) {
        var pixels = new byte[rows * columns];
        for (int place = 0; place < pixels.length; place++) {
            pixels[place] = (byte) (place % columns * 255 / columns);
        }
        return new Image(id, rows, columns, ByteBuffer.wrap(pixels), label, Instant.now(), source, 1);
    }

    /** Waits until so many predictions are committed. */
    void awaitAnswers(long count) {
        await().atMost(PATIENCE).until(() -> size(topics.predictions().name()) >= count);
    }

    /** Waits until so many dead letters are committed. */
    void awaitDeadLetters(long count) {
        await().atMost(PATIENCE).until(() -> size(topics.deadLetters().name()) >= count);
    }

    /** Returns how many committed records a topic has. */
    long size(String topic) {
        var records = new AtomicLong();
        CommittedReader.readRecords(
                cluster, List.of(topic), ignored -> records.incrementAndGet(), ReadProgress.untold());
        return records.get();
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception failed) {
                throw new IllegalStateException("cannot be closed", failed);
            }
        }
    }

    private ProcessorSettings processorSettings() {
        return ProcessorSettings.of("first").withApplicationId(topics.prefix() + "processor");
    }

    private void createTopics() {
        try (var admin = Admin.create(cluster.clientSettings(Map.of(), Map.of()))) {
            new TopicAdministration(admin, topics).create(PARTITIONS, (short) 1);
        }
    }

    private void publish() {
        try (var publisher = new ModelPublisher(cluster, topics, Clock.systemUTC());
                var log = new DeploymentLog(cluster, topics, Clock.systemUTC())) {
            publish(publisher, "mlp", Small.POOR);
            publish(publisher, "knn", Small.NEIGHBORS);
            publish(publisher, "mlp", Small.BETTER);
            log.promote(model("mlp@1"), ACTOR, "the first one");
            log.shadow(model("knn@1"), ACTOR, "to compare");
        }
    }

    private void publishNamed(String text) {
        var names = IntStream.range(0, 10).mapToObj(label -> text + label).toList();
        try (var publisher = new ModelPublisher(cluster, topics, Clock.systemUTC());
                var log = new DeploymentLog(cluster, topics, Clock.systemUTC())) {
            for (var name : List.of("mlp", "other")) {
                var draft = Small.named(names).draft(name, text);
                var snapshot = Small.named(names).snapshot();
                models.put(
                        name,
                        publisher
                                .publish(draft, snapshot, PublishListener.silent())
                                .manifest()
                                .getReference());
            }
            log.promote(model("mlp"), text, text);
            log.shadow(model("other"), text, text);
        }
    }

    private void sendImage(Image image) {
        send(topics.images().name(), image.getId(), topics.images().encode(image));
    }

    private void sendHostileLetter(String text) {
        var image = image(text, 28, 28, 3, text);
        var headers = new RecordHeaders();
        DeadLetterHeaders.write(new DeadLetterHeaders(text, 0, 0, text, text), headers);
        headers.add(text, text.getBytes(UTF_8));
        send(new ProducerRecord<>(
                topics.deadLetters().name(),
                0,
                text.getBytes(UTF_8),
                topics.images().encode(image),
                headers));
        awaitDeadLetters(1);
    }

    private void publish(ModelPublisher publisher, String name, TrainedModel model) {
        var reference = publisher
                .publish(model.draft(name, ACTOR), model.snapshot(), PublishListener.silent())
                .manifest()
                .getReference();
        models.put(name + "@" + reference.getVersion(), reference);
    }

    private void startConsole() {
        console = Optional.of(opened(Console.start(cluster, topics, Clock.systemUTC(), settings)));
    }

    /** Starts a processor, and returns when it runs. */
    void startProcessor() {
        var processor = opened(new ImageProcessor(cluster, topics, processorSettings(), Clock.systemUTC()));
        processor.start();
        try {
            assertThat(processor.awaitRunning(PATIENCE)).isEqualTo(new ProcessorStatus.Running());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private void sendDeadLetters() {
        var images = topics.images();
        send(images.name(), "no-image", "these bytes are no image".getBytes(UTF_8));
        send(images.name(), "small", images.encode(image("small", 14, 14, 7)));
        send(images.name(), "odd-label", images.encode(image("odd-label", 28, 28, 200)));
        awaitDeadLetters(DEAD_LETTERS);
    }

    private <C extends AutoCloseable> C opened(C closeable) {
        open.push(closeable);
        return closeable;
    }

    /** Small models of drawn digits, trained once for all pipelines. */
    private static final class Small {

        static final TrainedModel POOR = train(PerceptronSpec.quick(1).with(Map.of("hidden", "16", "epochs", "1")));
        static final TrainedModel BETTER = train(PerceptronSpec.quick(2).with(Map.of("hidden", "32", "epochs", "3")));
        static final TrainedModel NEIGHBORS = train(NeighborSpec.plain().with(Map.of("references", "150")));

        private Small() {}

        static TrainedModel named(List<String> classNames) {
            var spec = PerceptronSpec.quick(1).with(Map.of("hidden", "8", "epochs", "1"));
            return new ModelTrainer(2, Clock.systemUTC())
                    .train(DIGITS.withClassNames(classNames), spec, TrainerListener.silent());
        }

        private static TrainedModel train(ModelSpec spec) {
            return new ModelTrainer(2, Clock.systemUTC()).train(DIGITS, spec, TrainerListener.silent());
        }
    }
}
