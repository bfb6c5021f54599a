package io.glyphstream.cli.demo;

import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.cli.command.CommandException;
import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.ExitCode;
import io.glyphstream.cli.command.ThreadPerTask;
import io.glyphstream.datasets.Dataset;
import io.glyphstream.datasets.DatasetPart;
import io.glyphstream.operations.AdminClients;
import io.glyphstream.operations.Numbers;
import io.glyphstream.operations.Verification;
import io.glyphstream.processor.ImageProcessor;
import io.glyphstream.processor.lifecycle.ProcessorStatus;
import io.glyphstream.processor.settings.ProcessorSettings;
import io.glyphstream.processor.settings.Recovery;
import io.glyphstream.producer.FeedSettings;
import io.glyphstream.producer.ImageFeed;
import io.glyphstream.producer.ImageIds;
import io.glyphstream.producer.ImageProducer;
import io.glyphstream.producer.ImageSources;
import io.glyphstream.producer.Order;
import io.glyphstream.producer.ProduceResult;
import io.glyphstream.producer.ProducerSettings;
import io.glyphstream.producer.Repetition;
import io.glyphstream.registry.References;
import io.glyphstream.schemas.KafkaCluster;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.TopicAdministration;
import io.glyphstream.schemas.Topics;
import io.glyphstream.trainer.TrainedModel;
import io.glyphstream.verifier.VerifySettings;
import io.glyphstream.verifier.report.VerifyReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The whole pipeline in one process: broker, topics, models, stream, swap.
 *
 * <p>It judges itself by its topics alone, through a consumer that trusts committed records only.
 */
final class Demo {

    private static final int PARTITIONS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PATIENCE_TO_COMMIT = Duration.ofSeconds(10);

    /** The images whose scores are computed again: enough to show it, few enough to wait for. */
    private static final int RESCORED = 1_000;

    private final Environment environment;
    private final DemoSettings settings;
    private final DemoView view;
    private final Instant started;
    private final Topics topics = new Topics(Topics.DEFAULT_PREFIX, SchemaIds.fixed());

    /**
     * Prepares a demo.
     *
     * @param started when the user began to wait
     */
    Demo(Environment environment, DemoSettings settings, DemoView view, Instant started) {
        this.environment = environment;
        this.settings = settings;
        this.view = view;
        this.started = started;
    }

    /** Runs until all images are answered, or the user stops it, and returns what it came to. */
    DemoSummary run(Supplier<Dataset> data) throws InterruptedException {
        // The models need no broker, and the broker needs no models.
        var loading = ThreadPerTask.start(data);
        var modeling = loading.thenApply(dataset -> new DemoModels(dataset, settings.seed(), environment.clock()));
        var fitting = modeling.thenApplyAsync(DemoModels::neighbors, ThreadPerTask.INSTANCE);
        var training = modeling.thenApplyAsync(DemoModels::firstPerceptron, ThreadPerTask.INSTANCE);
        try (var broker = EmbeddedBroker.start(new BrokerSettings(Optional.empty(), settings.port(), Map.of()))) {
            var cluster = new KafkaCluster(broker.bootstrapServers(), Map.of());
            createTopics(cluster);
            view.say("Kafka is ready at " + broker.bootstrapServers());
            Dataset dataset = join(loading);
            view.say(dataset.name() + ": " + Numbers.count(dataset.training().size(), "training image") + ", "
                    + Numbers.count(dataset.test().size(), "test image"));
            try (var releases = new DemoReleases(cluster, topics, environment.clock());
                    var processor = new ImageProcessor(cluster, topics, processorSettings(), environment.clock())) {
                processor.start();
                deploy(releases, join(training), fitting);
                requireServing(processor);
                return stream(cluster, new Parts(dataset, join(modeling), releases, processor));
            }
        }
    }

    private void createTopics(KafkaCluster cluster) {
        try (var admin = AdminClients.open(cluster)) {
            new TopicAdministration(admin, topics).create(PARTITIONS, (short) 1);
        }
    }

    /** Settings for a machine that also trains: it may hold the processor up, so nobody gives it up quickly. */
    private static ProcessorSettings processorSettings() {
        return ProcessorSettings.of("demo").withRecovery(new Recovery(PATIENCE, PATIENCE));
    }

    private void deploy(DemoReleases releases, TrainedModel perceptron, CompletableFuture<TrainedModel> fitting) {
        var first = releases.champion(perceptron);
        view.say(References.text(first.reference()) + " answers from now on: a perceptron, "
                + Numbers.percent(perceptron.report().accuracy()) + " right on held-out images");
        var second = releases.challenger(join(fitting));
        view.say(References.text(second.reference()) + " is scored beside it: the 3 nearest neighbors");
    }

    /** The index has to be there before the first image: it is to be scored on all of them. */
    private void requireServing(ImageProcessor processor) throws InterruptedException {
        var status = processor.awaitRunning(PATIENCE);
        if (!status.isRunning()) {
            throw new CommandException(ExitCode.FAILED, "the processor is not running: " + status.text(), "");
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (processor.models().filter(set -> !set.challengers().isEmpty()).isEmpty()) {
            boolean stopped = environment.interruption().await(20, TimeUnit.MILLISECONDS);
            if (stopped || hasFailed(processor) || System.nanoTime() > deadline) {
                throw new CommandException(ExitCode.FAILED, "the challenger did not come into service", "");
            }
        }
    }

    private DemoSummary stream(KafkaCluster cluster, Parts parts) throws InterruptedException {
        var ledger = new DemoLedger(topics);
        var feed = new ImageFeed(ImageSources.dataset(parts.dataset(), DatasetPart.TEST), feedSettings());
        String address = cluster.bootstrapServers().endsWith(":9092") ? "" : " -b " + cluster.bootstrapServers();
        view.say("images stream; join in from another terminal: glyphstream watch predictions" + address);
        try (var swap = new DemoSwap(parts.models(), parts.releases(), parts.processor(), view);
                var observer = new DemoObserver(cluster, ledger, view, environment.clock(), feed.total(), swap::text)) {
            observer.start();
            swap.start();
            var pace = new DemoPace(
                    feed,
                    feed.total(),
                    settings.rate(),
                    swap::secondsLeft,
                    () -> environment.interruption().isRequested()
                            || observer.hasFailed()
                            || hasFailed(parts.processor()));
            ProduceResult result = produce(cluster, pace);
            observer.requireWorking();
            DemoState end =
                    ledger.await(state -> state.images() >= result.acknowledged() && state.missing() == 0, PATIENCE);
            if (end.missing() == 0) {
                end = ledger.await(state -> state.differences().isEmpty(), PATIENCE);
            }
            requireSent(result);
            double waited = end.firstArrival()
                    .map(first -> Duration.between(started, first).toMillis() / 1000.0)
                    .orElse(0.0);
            return new DemoSummary(
                    parts.dataset().name(),
                    end,
                    verify(cluster, end),
                    parts.releases().history(),
                    waited);
        }
    }

    /** Reads all topics again, without what this demo has in memory. */
    private VerifyReport verify(KafkaCluster cluster, DemoState end) {
        double sample = Math.min(1, (double) RESCORED / Math.max(1, end.images()));
        var wanted = new VerifySettings(
                ProcessorSettings.DEFAULT_APPLICATION_ID,
                sample,
                PATIENCE_TO_COMMIT,
                Runtime.getRuntime().availableProcessors());
        return Verification.run(cluster, topics, wanted, environment.clock(), (done, total) -> {});
    }

    private ProduceResult produce(KafkaCluster cluster, DemoPace pace) {
        try (var producer = new ImageProducer(cluster, topics, ProducerSettings.defaults(), environment.clock())) {
            return environment.interruption().stopping(producer::stop, () -> producer.run(pace, progress -> {}));
        }
    }

    private FeedSettings feedSettings() {
        var repetition = settings.images().isPresent() ? Repetition.ENDLESS : settings.repetition();
        return new FeedSettings(
                ImageIds.repeatable(), new Order.Shuffled(settings.seed()), repetition, settings.images());
    }

    private static boolean hasFailed(ImageProcessor processor) {
        return processor.status().phase() == ProcessorStatus.Phase.FAILED;
    }

    private static void requireSent(ProduceResult result) {
        result.firstFailure().ifPresent(failure -> {
            throw new CommandException(
                    ExitCode.FAILED,
                    Numbers.count(result.failed(), "image") + " could not be sent: " + failure.reason(),
                    "");
        });
    }

    private static <T> T join(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        }
    }

    /** The parts that run while images stream. */
    private record Parts(Dataset dataset, DemoModels models, DemoReleases releases, ImageProcessor processor) {}
}
