package io.glyphstream.cli.images;

import io.glyphstream.cli.command.Choice;
import io.glyphstream.cli.command.CommandException;
import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.ExitCode;
import io.glyphstream.cli.command.Failures;
import io.glyphstream.cli.command.OutputOptions;
import io.glyphstream.cli.command.Usage;
import io.glyphstream.cli.kafka.CommandRights;
import io.glyphstream.cli.kafka.KafkaOptions;
import io.glyphstream.cli.terminal.Json;
import io.glyphstream.cli.terminal.ProgressDisplay;
import io.glyphstream.datasets.DataException;
import io.glyphstream.datasets.DatasetPart;
import io.glyphstream.datasets.catalog.ProgressListener;
import io.glyphstream.datasets.pictures.FolderLabels;
import io.glyphstream.datasets.pictures.PictureConversion;
import io.glyphstream.operations.JsonView;
import io.glyphstream.operations.Numbers;
import io.glyphstream.operations.TopicPresence;
import io.glyphstream.producer.FeedSettings;
import io.glyphstream.producer.ImageFeed;
import io.glyphstream.producer.ImageIds;
import io.glyphstream.producer.ImageProducer;
import io.glyphstream.producer.ImageSource;
import io.glyphstream.producer.LabelPolicy;
import io.glyphstream.producer.Order;
import io.glyphstream.producer.ProduceListener;
import io.glyphstream.producer.ProduceProgress;
import io.glyphstream.producer.ProduceResult;
import io.glyphstream.producer.ProducerSettings;
import io.glyphstream.producer.Rate;
import io.glyphstream.producer.Repetition;
import io.glyphstream.registry.References;
import io.glyphstream.schemas.ClassNames;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.kafka.KafkaCluster;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.apache.kafka.common.errors.AuthorizationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code glyphstream produce}. */
@Command(
        name = "produce",
        description = {
            "Feeds images into the stream, until there are no more or Ctrl-C.",
            "An image is named by its source; with --run both the run and the source name it."
        },
        footer = {
            "",
            "Examples:",
            "  glyphstream produce mnist --rate 500           10,000 test images",
            "  glyphstream produce mnist --part train --loop  training images, endlessly",
            "  glyphstream produce ./pictures --count 100     subfolders are labels",
            "  glyphstream produce ./pictures --for cnn@2     as cnn@2 learned them",
            "  glyphstream produce seven.png mnist:test:17    single images",
            "  glyphstream produce digits --labels later      labels come later",
            "  glyphstream produce digits --shuffle 42 --json  drawn digits"
        })
public final class ProduceCommand implements Callable<Integer> {

    private final Environment environment;

    @Parameters(
            arity = "1..*",
            paramLabel = "SOURCE",
            description = {
                "mnist, digits, a folder of IDX files or of pictures,",
                "picture files, or images such as mnist:test:17."
            })
    private List<String> sources = List.of();

    @Option(
            names = "--part",
            defaultValue = "test",
            description = "Of a dataset: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Part part = Part.test;

    @Option(
            names = "--rate",
            paramLabel = "R",
            description = "At most so many images a second. Without it, as fast as Kafka takes them.")
    private Optional<Double> rate = Optional.empty();

    @Option(names = "--count", paramLabel = "N", description = "At most so many images.")
    private Optional<Long> count = Optional.empty();

    @Option(names = "--loop", description = "Begin again at the end.")
    private boolean loop;

    @Option(names = "--shuffle", paramLabel = "SEED", description = "In an order drawn from this seed.")
    private Optional<Long> shuffle = Optional.empty();

    @Option(
            names = "--labels",
            paramLabel = "WHEN",
            defaultValue = "with-image",
            description =
                    "How labels are sent: with-image, later (as records of their own), or never. Default: ${DEFAULT-VALUE}.")
    private String labels = "";

    @Option(
            names = "--run",
            paramLabel = "NAME",
            description =
                    "What ids begin with, so that images fed twice differ. Without it, the time; '-' for nothing.")
    private Optional<String> run = Optional.empty();

    @Mixin
    private final DatasetOptions data = new DatasetOptions();

    @Option(
            names = "--for",
            paramLabel = "MODEL",
            description =
                    "Make images of pictures as this version learned them, and labels by its names of classes: cnn@2,"
                            + " cnn for its newest, or champion.")
    private Optional<String> model = Optional.empty();

    @Option(names = "--force", description = "Send labels, too, that are none of the champion's classes.")
    private boolean force;

    @Mixin
    private final FolderOptions folders = new FolderOptions();

    @Mixin
    private final PictureOptions pictures = new PictureOptions();

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    /** The two halves of a dataset, as they are typed. */
    enum Part {
        train,
        test
    }

    public ProduceCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        FeedSettings feedSettings = feedSettings();
        ProducerSettings producerSettings = producerSettings();
        try (var display = environment.progressDisplay()) {
            SourceNames images = sourceNames(display);
            ImageSource source = images.source(sources, part == Part.train ? DatasetPart.TRAINING : DatasetPart.TEST);
            KafkaCluster cluster = kafka.reachableCluster(
                    producerSettings.labels() == LabelPolicy.LATER
                            ? CommandRights.PRODUCE_LABELS
                            : CommandRights.PRODUCE);
            requireTopics(cluster, producerSettings);
            compareClasses(cluster, source, producerSettings);
            var feed = new ImageFeed(source, feedSettings);
            ProduceResult result = send(cluster, feed, producerSettings, display);
            display.clear();
            if (result.sent() == 0 && feed.skipped() > 0) {
                throw new DataException(
                        "not one usable image: " + feed.firstSkipped().get(0).reason());
            }
            report(result, feed, images.labelsOfFolders());
            return (result.failed() > 0 || result.end() == ProduceResult.End.FAILED ? ExitCode.FAILED : ExitCode.OK)
                    .value();
        }
    }

    private SourceNames sourceNames(ProgressDisplay display) {
        FolderLabels labelsOf = folders.labels();
        if (model.isEmpty()) {
            return new SourceNames(data, pictures.conversion(), labelsOf, environment, display);
        }
        ModelManifest manifest = new NamedModels(kafka, environment.clock()).manifest(model.get());
        PictureConversion conversion = ModelPictures.conversion(manifest, pictures);
        environment
                .err()
                .println("pictures become " + conversion + ", as " + References.text(manifest) + " learned them");
        return new SourceNames(
                data,
                conversion,
                labelsOf.withClassNames(ClassNames.of(manifest).names()),
                environment,
                display);
    }

    private void requireTopics(KafkaCluster cluster, ProducerSettings settings) {
        var topics = kafka.topics();
        TopicPresence.require(
                cluster,
                settings.labels() == LabelPolicy.LATER
                        ? List.of(topics.images().name(), topics.labels().name())
                        : List.of(topics.images().name()));
    }

    /** Images whose label the champion does not know would all be dead letters. */
    private void compareClasses(KafkaCluster cluster, ImageSource source, ProducerSettings settings) {
        if (settings.labels() == LabelPolicy.NEVER) {
            return;
        }
        Optional<String> complaint = complaint(cluster, source);
        if (complaint.isEmpty()) {
            return;
        }
        if (!force) {
            throw new CommandException(
                    ExitCode.BAD_DATA,
                    complaint.get(),
                    "Send it all the same with --force, without labels with --labels never,"
                            + " or leave subfolders out with --leave-out NAME.");
        }
        environment.err().println(complaint.get());
    }

    private Optional<String> complaint(KafkaCluster cluster, ImageSource source) {
        try {
            return new KnownClasses(cluster, kafka.topics(), environment.clock()).complaint(source);
        } catch (AuthorizationException denied) {
            environment
                    .err()
                    .println("labels are not compared with the champion's classes: "
                            + Failures.reason(CommandRights.READ_MODELS
                                    .of(kafka.topics(), "")
                                    .explain(denied, cluster)));
            return Optional.empty();
        }
    }

    private ProduceResult send(
            KafkaCluster cluster, ImageFeed feed, ProducerSettings settings, ProgressDisplay display) {
        try (var producer = new ImageProducer(cluster, kafka.topics(), settings, environment.clock())) {
            long total = feed.total().orElse(ProgressListener.UNKNOWN);
            ProduceListener listener =
                    progress -> display.show("sending", progress.acknowledged(), total, remark(progress));
            return environment.interruption().stopping(producer::stop, () -> producer.run(feed, listener));
        }
    }

    private FeedSettings feedSettings() {
        return Usage.check(() -> new FeedSettings(
                ids(),
                shuffle.<Order>map(Order.Shuffled::new).orElseGet(Order.AsStored::new),
                loop ? Repetition.ENDLESS : Repetition.ONCE,
                count.map(OptionalLong::of).orElseGet(OptionalLong::empty)));
    }

    private ImageIds ids() {
        if (run.isEmpty()) {
            return ImageIds.ofRunStarted(environment.clock().instant());
        }
        return run.get().equals("-") ? ImageIds.repeatable() : ImageIds.ofRun(run.get());
    }

    private ProducerSettings producerSettings() {
        return Usage.check(() -> ProducerSettings.defaults()
                .withRate(rate.map(Rate::perSecond).orElseGet(Rate::unlimited))
                .withLabels(Choice.of("--labels", labels, LabelPolicy.class)));
    }

    private void report(ProduceResult result, ImageFeed feed, Map<String, Map<String, Integer>> labelsOfFolders) {
        feed.firstSkipped().forEach(left -> environment.err().println("left out: " + left.reason()));
        if (feed.skipped() > feed.firstSkipped().size()) {
            environment.err().println("left out " + Numbers.count(feed.skipped(), "picture") + " in all");
        }
        result.firstFailure()
                .ifPresent(first -> environment
                        .err()
                        .println("glyphstream: " + Numbers.count(result.failed(), "image") + " failed, the first was "
                                + first.imageId() + ": " + first.reason()));
        if (output.isJson()) {
            environment
                    .out()
                    .println(Json.line(JsonView.object(
                            "sent", result.sent(),
                            "acknowledged", result.acknowledged(),
                            "failed", result.failed(),
                            "skipped", feed.skipped(),
                            "seconds", result.elapsed().toMillis() / 1000.0,
                            "imagesPerSecond", result.imagesPerSecond(),
                            "end", result.end().name().toLowerCase(Locale.ROOT),
                            "labels", labelsOfFolders)));
            return;
        }
        environment
                .out()
                .println(String.format(
                        Locale.ROOT,
                        "%s acknowledged in %.1f s (%s a second)%s",
                        Numbers.count(result.acknowledged(), "image"),
                        result.elapsed().toMillis() / 1000.0,
                        Numbers.format(Math.round(result.imagesPerSecond())),
                        result.end() == ProduceResult.End.STOPPED ? ", then stopped" : ""));
    }

    private static String remark(ProduceProgress progress) {
        return Numbers.format(Math.round(progress.imagesPerSecond())) + "/s"
                + (progress.failed() == 0 ? "" : ", " + Numbers.format(progress.failed()) + " failed");
    }
}
