package io.glyphstream.cli.demo;

import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.ThreadPerTask;
import io.glyphstream.datasets.Dataset;
import io.glyphstream.operations.Numbers;
import io.glyphstream.processor.ImageProcessor;
import io.glyphstream.producer.ProducerSettings;
import io.glyphstream.producer.Rate;
import io.glyphstream.registry.References;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import io.glyphstream.trainer.ModelSpec;
import io.glyphstream.trainer.ModelTrainer;
import io.glyphstream.trainer.PerceptronPlan;
import io.glyphstream.trainer.Preset;
import io.glyphstream.trainer.TrainedModel;
import io.glyphstream.trainer.TrainerListener;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * The story of drift in one process. The images of the stream turn by degrees; the champion's answers get worse; drift is found; the
 * trainer service learns from the labeled images of the stream, and promotes what is better; the answers are as good as before.
 *
 * <p>It judges itself by its topics alone, as {@link Demo} does.
 */
final class DriftStory {

    /* The first champion and all that follow are made in the same way; only their images differ. */
    private static final Map<String, String> SMALL = Map.of("hidden", "128", "epochs", "10", "batch-size", "32");

    private final Environment environment;
    private final StorySettings settings;
    private final DemoView view;
    private final Instant started;
    private final ModelSpec spec;

    /**
     * Prepares a story.
     *
     * @param started when the user began to wait
     */
    DriftStory(Environment environment, StorySettings settings, DemoView view, Instant started) {
        this.environment = environment;
        this.settings = settings;
        this.view = view;
        this.started = started;
        this.spec = PerceptronPlan.of(Preset.QUICK, settings.seed()).with(SMALL);
    }

    /** Runs until the accuracy is back, or too many images have come, or the user stops it, and returns what it came to. */
    DemoSummary run(int port, Supplier<Dataset> data) throws InterruptedException {
        var loading = ThreadPerTask.start(data);
        var choosing = loading.thenApply(dataset -> StoryImages.of(dataset, settings));
        var training = choosing.thenApplyAsync(images -> train(images.start()), ThreadPerTask.INSTANCE);
        try (var broker = EmbeddedBroker.start(new BrokerSettings(Optional.empty(), port, Map.of()))) {
            var cluster = new KafkaCluster(broker.bootstrapServers(), Map.of());
            var topics = new Topics(Topics.DEFAULT_PREFIX, SchemaIds.fixed());
            var pipeline = new DemoPipeline(environment, cluster, topics);
            pipeline.createTopics();
            try (var console = DemoConsole.start(environment, cluster, topics);
                    var releases = new DemoReleases(cluster, topics, environment.clock());
                    var processor = pipeline.processor()) {
                console.tell(view);
                view.say("Kafka is ready at " + broker.bootstrapServers());
                view.say(DemoText.of(DemoPipeline.join(loading)));
                processor.start();
                var images = DemoPipeline.join(choosing);
                deploy(releases, DemoPipeline.join(training), images);
                pipeline.requireServing(processor, set -> true, "the champion");
                return stream(pipeline, releases, processor, images);
            }
        }
    }

    private TrainedModel train(Dataset start) {
        var trainer = new ModelTrainer(Runtime.getRuntime().availableProcessors(), environment.clock());
        return trainer.train(start, spec, TrainerListener.silent());
    }

    private void deploy(DemoReleases releases, TrainedModel perceptron, StoryImages images) {
        var first = releases.champion(perceptron);
        view.say(References.text(first.reference()) + " answers from now on: a perceptron, learned from "
                + Numbers.count(images.start().training().size(), "upright image") + ", "
                + Numbers.percent(perceptron.report().accuracy()) + " right on held-out images");
    }

    private DemoSummary stream(
            DemoPipeline pipeline, DemoReleases releases, ImageProcessor processor, StoryImages images)
            throws InterruptedException {
        var answers = new StoryAnswers(settings);
        var ledger = new DemoLedger(pipeline.topics(), answers::enter);
        var feed = new TurningFeed(images.streamed(), settings);
        view.say(DemoText.invitation(pipeline.cluster()));
        try (var trainer = new StoryTrainer(pipeline, environment.clock(), spec, view, feed::turned);
                var observer = new DemoObserver(
                        pipeline.cluster(),
                        ledger,
                        view,
                        environment.clock(),
                        OptionalLong.empty(),
                        () -> text(answers, trainer.text()))) {
            observer.start();
            trainer.start();
            var told = new ToldFeed(
                    feed,
                    degrees -> view.say(turning(answers, degrees)),
                    () -> (answers.isBack() && !trainer.isWatching())
                            || environment.interruption().isRequested()
                            || observer.hasFailed()
                            || trainer.hasFailed()
                            || DemoPipeline.hasFailed(processor));
            var sent = pipeline.produce(told, ProducerSettings.defaults().withRate(Rate.perSecond(settings.rate())));
            observer.requireWorking();
            trainer.stop();
            var end = DemoPipeline.settled(ledger, sent);
            var accuracies =
                    new StoryOutcome.Accuracies(answers.before(), answers.fallen(), answers.last(), settings.window());
            if (accuracies.isBack()) {
                view.say("the accuracy is back; the topics are read again, and the newest model is trained again");
            }
            return new DemoSummary(
                    images.start().name(),
                    end,
                    pipeline.verify(end),
                    releases.history(),
                    end.secondsToFirstAnswer(started),
                    Optional.of(outcome(pipeline, trainer, accuracies)));
        }
    }

    private StoryOutcome outcome(DemoPipeline pipeline, StoryTrainer trainer, StoryOutcome.Accuracies accuracies) {
        var promoted = trainer.promoted();
        var retraining = promoted.isEmpty()
                ? Optional.<StoryRetraining.Result>empty()
                : Optional.of(StoryRetraining.again(pipeline, promoted.get(promoted.size() - 1), environment.clock()));
        return new StoryOutcome(accuracies, trainer.driftFoundAfter(), promoted, retraining);
    }

    private String turning(StoryAnswers answers, double degrees) {
        return degrees == 0
                ? "the images begin to turn, up to " + Math.round(StorySettings.DEGREES) + " degrees"
                : "the images are " + text(answers, degrees);
    }

    /** Returns how things stand, in one line without colons. */
    private String text(StoryAnswers answers, String trainer) {
        return text(answers, settings.degreesAt(answers.done())) + "; " + trainer;
    }

    private String text(StoryAnswers answers, double degrees) {
        String turned = degrees == 0 ? "upright" : String.format(Locale.ROOT, "turned %.0f degrees", degrees);
        return answers.last()
                .map(accuracy -> String.format(
                        Locale.ROOT, "%s; %.1f %% of the last %d right", turned, 100 * accuracy, settings.window()))
                .orElse(turned);
    }
}
