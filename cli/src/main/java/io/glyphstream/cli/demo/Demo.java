package io.glyphstream.cli.demo;

import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.ThreadPerTask;
import io.glyphstream.datasets.Dataset;
import io.glyphstream.datasets.DatasetPart;
import io.glyphstream.operations.Numbers;
import io.glyphstream.processor.ImageProcessor;
import io.glyphstream.producer.FeedSettings;
import io.glyphstream.producer.ImageFeed;
import io.glyphstream.producer.ImageIds;
import io.glyphstream.producer.ImageSources;
import io.glyphstream.producer.Order;
import io.glyphstream.producer.ProducerSettings;
import io.glyphstream.producer.Repetition;
import io.glyphstream.registry.References;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import io.glyphstream.trainer.TrainedModel;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The whole pipeline in one process: broker, topics, models, stream, swap.
 *
 * <p>It judges itself by its topics alone, through a consumer that trusts committed records only.
 */
final class Demo {

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
            var pipeline = new DemoPipeline(environment, cluster, topics);
            pipeline.createTopics();
            try (var console = DemoConsole.start(environment, cluster, topics);
                    var releases = new DemoReleases(cluster, topics, environment.clock());
                    var processor = pipeline.processor()) {
                console.tell(view);
                view.say("Kafka is ready at " + broker.bootstrapServers());
                Dataset dataset = DemoPipeline.join(loading);
                view.say(DemoText.of(dataset));
                processor.start();
                deploy(releases, DemoPipeline.join(training), fitting);
                // The index has to be there before the first image: it is to be scored on all of them.
                pipeline.requireServing(processor, set -> !set.challengers().isEmpty(), "the challenger");
                return stream(pipeline, new Parts(dataset, DemoPipeline.join(modeling), releases, processor));
            }
        }
    }

    private void deploy(DemoReleases releases, TrainedModel perceptron, CompletableFuture<TrainedModel> fitting) {
        var first = releases.champion(perceptron);
        view.say(References.text(first.reference()) + " answers from now on: a perceptron, "
                + Numbers.percent(perceptron.report().accuracy()) + " right on held-out images");
        var second = releases.challenger(DemoPipeline.join(fitting));
        view.say(References.text(second.reference()) + " is scored beside it: the 3 nearest neighbors");
    }

    private DemoSummary stream(DemoPipeline pipeline, Parts parts) throws InterruptedException {
        var ledger = new DemoLedger(topics);
        var feed = new ImageFeed(ImageSources.dataset(parts.dataset(), DatasetPart.TEST), feedSettings());
        view.say(DemoText.invitation(pipeline.cluster()));
        try (var swap = new DemoSwap(parts.models(), parts.releases(), parts.processor(), view);
                var observer = new DemoObserver(
                        pipeline.cluster(), ledger, view, environment.clock(), feed.total(), swap::text)) {
            observer.start();
            swap.start();
            var pace = new DemoPace(
                    feed,
                    feed.total(),
                    settings.rate(),
                    swap::secondsLeft,
                    () -> environment.interruption().isRequested()
                            || observer.hasFailed()
                            || DemoPipeline.hasFailed(parts.processor()));
            var sent = pipeline.produce(pace, ProducerSettings.defaults());
            observer.requireWorking();
            DemoState end = DemoPipeline.settled(ledger, sent);
            return new DemoSummary(
                    parts.dataset().name(),
                    end,
                    pipeline.verify(end),
                    parts.releases().history(),
                    end.secondsToFirstAnswer(started),
                    Optional.empty());
        }
    }

    private FeedSettings feedSettings() {
        var repetition = settings.images().isPresent() ? Repetition.ENDLESS : settings.repetition();
        return new FeedSettings(
                ImageIds.repeatable(), new Order.Shuffled(settings.seed()), repetition, settings.images());
    }

    /** The parts that run while images stream. */
    private record Parts(Dataset dataset, DemoModels models, DemoReleases releases, ImageProcessor processor) {}
}
