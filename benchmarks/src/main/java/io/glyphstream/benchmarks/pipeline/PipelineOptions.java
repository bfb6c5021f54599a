package io.glyphstream.benchmarks.pipeline;

import com.fasterxml.jackson.annotation.JsonValue;
import io.glyphstream.processor.settings.Goal;
import io.glyphstream.processor.settings.Guarantee;
import io.glyphstream.processor.settings.ProcessorSettings;
import io.glyphstream.processor.settings.Resume;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** What of a pipeline to measure, and how it is set. */
public final class PipelineOptions {

    /** What can be measured by itself. */
    enum Part {
        THROUGHPUT(Goal.THROUGHPUT),
        LATENCY(Goal.LATENCY),
        SWAP(Goal.LATENCY),
        SCALING(Goal.THROUGHPUT),
        TUNING(Goal.THROUGHPUT);

        private final Goal goal;

        Part(Goal goal) {
            this.goal = goal;
        }

        @JsonValue
        String text() {
            return PipelineOptions.text(this);
        }
    }

    @Option(
            names = "--part",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "throughput,latency,swap,scaling",
            description =
                    "Measure only these: throughput, latency, swap, scaling, tuning (one setting changed at a time)."
                            + " Default: all but tuning.")
    private List<String> parts = List.of();

    @Option(
            names = {"--variant", "--contestant"},
            paramLabel = "NAME",
            split = ",",
            defaultValue = "copy,mlp,knn,both,small",
            description = "Throughput and latency of these: copy, mlp, knn, both, small (a perceptron of 128 hidden"
                    + " units). Default: all.")
    private List<String> variants = List.of();

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description =
                    "Measure on this Kafka, on topics of its own that go afterwards. Without it, on the embedded broker.")
    private Optional<String> bootstrapServers = Optional.empty();

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "4",
            description = "Of every topic. Default: ${DEFAULT-VALUE}.")
    private int partitions;

    @Option(
            names = "--images",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Backlog to measure throughput with. Default: ${DEFAULT-VALUE}.")
    private long images;

    @Option(
            names = "--warm-up",
            paramLabel = "S",
            defaultValue = "30",
            description = "Let everybody work for so long before it is measured: with two cores, compiling Kafka's code"
                    + " and ours goes on for so long beside running it. Default: ${DEFAULT-VALUE}.")
    private double warmUpSeconds;

    @Option(
            names = "--rate",
            paramLabel = "N",
            split = ",",
            defaultValue = "200,2000",
            description = "Images a second to measure latency at. Default: ${DEFAULT-VALUE}.")
    private List<Double> rates = List.of();

    @Option(
            names = "--load",
            paramLabel = "SHARE",
            defaultValue = "0.5",
            description = "Swap under this share of the throughput from a backlog. Default: ${DEFAULT-VALUE}.")
    private double load;

    @Option(
            names = "--swaps",
            paramLabel = "N",
            defaultValue = "3",
            description = "Swap each model so many times. Default: ${DEFAULT-VALUE}.")
    private int swaps;

    @Option(
            names = "--guarantee",
            defaultValue = "exactly-once",
            description = "exactly-once or at-least-once, the copy's too. Default: ${DEFAULT-VALUE}.")
    private String guarantee = "";

    @Option(
            names = "--tune",
            paramLabel = "GOAL",
            description =
                    "throughput, latency or balanced, the copy too. Without it, each part as suits it: latency and"
                            + " swap for latency, the others for throughput.")
    private Optional<String> goal = Optional.empty();

    @Option(
            names = "--commit-interval",
            paramLabel = "MS",
            description = "The copy's too. Default: the value of --tune.")
    private Optional<Long> commitInterval = Optional.empty();

    @Option(
            names = "--python",
            paramLabel = "PROGRAM",
            description = "Measure the throughput of a consumer's loop in Python, too; the program has to have"
                    + " confluent_kafka and numpy. Goes with throughput and mlp. Without it, none.")
    private Optional<String> python = Optional.empty();

    @Option(
            names = "--python-loop",
            paramLabel = "FILE",
            defaultValue = "benchmarks/consumer_loop.py",
            description = "The loop in Python. Default: ${DEFAULT-VALUE}.")
    private Path pythonLoop = Path.of("");

    private interface Choice {
        Object read();
    }

    /**
     * Finds mistakes before anything is loaded or started.
     *
     * @throws IllegalArgumentException if there is one
     */
    public void check() {
        List<Choice> all = List.of(
                this::parts,
                this::variants,
                this::python,
                this::partitions,
                this::images,
                this::warmUp,
                this::rates,
                this::load,
                this::swaps);
        all.forEach(Choice::read);
    }

    Set<Part> parts() {
        return constants("--part", parts, Part.class);
    }

    Set<Variant> variants() {
        var chosen = constants("--variant", variants, Variant.class);
        chosen.add(Variant.COPY);
        return chosen;
    }

    public Optional<String> bootstrapServers() {
        return bootstrapServers;
    }

    Optional<String> python() {
        if (python.isPresent()
                && !(parts().contains(Part.THROUGHPUT) && variants().contains(Variant.MLP))) {
            throw new IllegalArgumentException("--python is measured with the throughput of mlp, but --part or"
                    + " --variant leaves that out: add it there, or leave --python out");
        }
        return python;
    }

    Path pythonLoop() {
        return pythonLoop;
    }

    int partitions() {
        return positive("--partitions", partitions);
    }

    long images() {
        return positive("--images", (int) Math.min(images, Integer.MAX_VALUE));
    }

    Duration warmUp() {
        if (!(warmUpSeconds >= 0 && warmUpSeconds <= 3600)) {
            throw new IllegalArgumentException("--warm-up must be within [0, 3600] but was " + warmUpSeconds);
        }
        return Duration.ofMillis((long) (warmUpSeconds * 1000));
    }

    List<Double> rates() {
        for (double rate : rates) {
            if (!(rate > 0)) {
                throw new IllegalArgumentException("--rate must be above 0 but was " + rate);
            }
        }
        return rates;
    }

    double load() {
        if (!(load > 0 && load <= 1)) {
            throw new IllegalArgumentException("--load must be within (0, 1] but was " + load);
        }
        return load;
    }

    int swaps() {
        return positive("--swaps", swaps);
    }

    /** Returns the settings of everybody in a part, to be given a name. */
    ProcessorSettings settings(Part part, int threads) {
        var tuning = goal.map(name -> constant("--tune", name, Goal.class))
                .orElse(part.goal)
                .tuning();
        return ProcessorSettings.of("bench")
                .withThreads(threads)
                .withHttp(Optional.empty())
                .withResume(Resume.BEGINNING)
                .withTuning(commitInterval
                        .map(millis -> tuning.withCommitInterval(Duration.ofMillis(millis)))
                        .orElse(tuning))
                .withGuarantee(constant("--guarantee", guarantee, Guarantee.class));
    }

    private static int positive(String option, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(option + " must be at least 1 but was " + value);
        }
        return value;
    }

    private static <E extends Enum<E>> EnumSet<E> constants(String option, List<String> names, Class<E> type) {
        var constants = EnumSet.noneOf(type);
        names.forEach(name -> constants.add(constant(option, name, type)));
        return constants;
    }

    private static <E extends Enum<E>> E constant(String option, String name, Class<E> type) {
        return EnumSet.allOf(type).stream()
                .filter(constant -> text(constant).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(option + " must be one of "
                        + EnumSet.allOf(type).stream()
                                .map(PipelineOptions::text)
                                .collect(Collectors.joining(", "))
                        + " but was " + name));
    }

    private static String text(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
