package io.glyphstream.cli.demo;

import io.glyphstream.broker.FreePorts;
import io.glyphstream.cli.command.Choice;
import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.ExitCode;
import io.glyphstream.cli.command.OutputOptions;
import io.glyphstream.cli.command.Usage;
import io.glyphstream.cli.images.DatasetOptions;
import io.glyphstream.cli.terminal.Json;
import io.glyphstream.datasets.Dataset;
import io.glyphstream.datasets.MissingDataException;
import io.glyphstream.datasets.catalog.Datasets;
import io.glyphstream.producer.Repetition;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code glyphstream demo}. */
@Command(
        name = "demo",
        description = {
            "Shows the whole pipeline in one process: topics, models, stream, swap.",
            "Trains a perceptron and a nearest-neighbor index, streams MNIST's test images past them,",
            "trains a better perceptron meanwhile and swaps it in without losing an image.",
            "With --story drift the images turn by degrees instead: the accuracy falls, drift is found, and a model that "
                    + "is learned from the labeled images of the stream takes over. It ends by itself."
        },
        footer = {
            "",
            "Examples:",
            "  glyphstream demo                   until Ctrl-C; other commands can join in",
            "  glyphstream demo --once            all test images once, then a summary",
            "  glyphstream demo --once --json | jq .swaps",
            "  glyphstream demo --dataset digits --images 5000 --rate 500",
            "  glyphstream demo --story drift     the stream changes, and the model follows"
        })
public final class DemoCommand implements Callable<Integer> {

    private static final int USUAL_PORT = 9092;
    private static final double RATE_ONCE = 2_000;
    private static final double RATE_ENDLESS = 300;

    private static final String WHERE_NEXT = """

            Where to go next, each in a terminal of its own:
              glyphstream broker                          a broker that stays
              glyphstream topics create
              glyphstream train mlp                       your own first champion
              glyphstream process                         as many of these as you like
              glyphstream produce mnist --rate 500
              glyphstream watch predictions
              glyphstream models list                     then promote, rollback, shadow""";

    private final Environment environment;

    @Option(names = "--once", description = "End after all test images.")
    private boolean once;

    @Option(names = "--story", paramLabel = "NAME", description = "Tell a story: drift.")
    private Optional<String> story = Optional.empty();

    @Option(names = "--images", paramLabel = "N", description = "End after so many images.")
    private Optional<Long> images = Optional.empty();

    @Option(
            names = "--rate",
            paramLabel = "R",
            description =
                    "At most so many images a second. Without it, 2000 when there is an end and 300 when there is none, "
                            + "or a story.")
    private Optional<Double> rate = Optional.empty();

    @Option(
            names = "--dataset",
            paramLabel = "NAME",
            description =
                    "mnist, digits (drawn by this program), or a folder of IDX files. Without it, mnist if it can be had.")
    private Optional<String> dataset = Optional.empty();

    @Option(names = "--port", description = "The broker's port. Without it, 9092, or any free one when that is taken.")
    private Optional<Integer> port = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of the models, and of the order of the images. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Mixin
    private final DatasetOptions data = new DatasetOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    public DemoCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        DemoSettings settings = Usage.check(this::settings);
        Optional<StorySettings> told = story.map(name -> Choice.of("--story", name, Story.class))
                .map(any -> Usage.check(() -> StorySettings.drift(settings)));
        Instant started = ProcessHandle.current().info().startInstant().orElseGet(environment.clock()::instant);
        DemoSummary summary;
        try (var view = view()) {
            summary = told.isPresent()
                    ? new DriftStory(environment, told.get(), view, started).run(settings.port(), () -> load(view))
                    : new Demo(environment, settings, view, started).run(() -> load(view));
        }
        print(summary);
        summary.problems().forEach(problem -> environment.err().println("glyphstream: " + problem));
        return (summary.problems().isEmpty() ? ExitCode.OK : ExitCode.FAILED).value();
    }

    private DemoSettings settings() {
        boolean ends = once || images.isPresent();
        return new DemoSettings(
                once ? Repetition.ONCE : Repetition.ENDLESS,
                images.map(OptionalLong::of).orElseGet(OptionalLong::empty),
                rate.orElse(ends && story.isEmpty() ? RATE_ONCE : RATE_ENDLESS),
                port.orElse(FreePorts.isFree(USUAL_PORT) ? USUAL_PORT : 0),
                seed);
    }

    /** Without a name, the demo has to work everywhere: where MNIST cannot be had, it draws. */
    private Dataset load(DemoView view) {
        try (var display = environment.progressDisplay()) {
            return data.load(dataset.orElse(Datasets.MNIST), environment, display);
        } catch (MissingDataException missing) {
            if (dataset.isPresent()) {
                throw missing;
            }
            view.say("*** MNIST IS NOT HERE, AND COULD NOT BE DOWNLOADED: THE DIGITS ARE DRAWN BY THIS PROGRAM. ***");
            view.say(missing.what());
            view.say(missing.advice());
            return data.load(Datasets.DIGITS, environment, (what, done, total) -> {});
        }
    }

    private DemoView view() {
        boolean colorful = !environment.variables().containsKey("NO_COLOR")
                && !environment.variables().getOrDefault("TERM", "dumb").equals("dumb");
        boolean fits = environment.terminal().canShow(ScreenDemoView.COLUMNS, ScreenDemoView.ROWS);
        return fits && colorful && !output.isJson()
                ? new ScreenDemoView(environment.out())
                : new PlainDemoView(environment.err());
    }

    private void print(DemoSummary summary) {
        if (output.isJson()) {
            environment.out().lines(Json.pretty(summary.facts()));
            return;
        }
        environment.out().println();
        environment.out().lines(summary.lines());
        environment.out().lines(WHERE_NEXT.lines().toList());
    }
}
