package io.glyphstream.cli;

import io.glyphstream.cli.command.Choice;
import io.glyphstream.cli.command.CommandException;
import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.ExitCode;
import io.glyphstream.cli.command.HostName;
import io.glyphstream.cli.command.HttpOptions;
import io.glyphstream.cli.command.KeyFiles;
import io.glyphstream.cli.command.Usage;
import io.glyphstream.cli.kafka.KafkaOptions;
import io.glyphstream.processor.ImageProcessor;
import io.glyphstream.processor.lifecycle.ProcessorStatus;
import io.glyphstream.processor.settings.Goal;
import io.glyphstream.processor.settings.GroupProtocol;
import io.glyphstream.processor.settings.Guarantee;
import io.glyphstream.processor.settings.ProcessorSettings;
import io.glyphstream.processor.settings.Recovery;
import io.glyphstream.processor.settings.Resume;
import io.glyphstream.registry.References;
import io.glyphstream.registry.following.Lineup;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code glyphstream process}. */
@Command(
        name = "process",
        description = {
            "Answers images as they come, until Ctrl-C.",
            "Start as many as you like: they share the partitions.",
            "Waits for a first model, then follows every promotion and rollback while it runs."
        },
        footer = {
            "",
            "Examples:",
            "  glyphstream process",
            "  glyphstream process --threads 4 --bootstrap-servers kafka:9092",
            "  glyphstream process --trusted-key release.pub     only what release.key signed",
            "  curl http://127.0.0.1:9464/readyz    is it answering, and if not, why",
            "  curl http://127.0.0.1:9464/metrics   for Prometheus; also /livez, /status"
        })
final class ProcessCommand implements Callable<Integer> {

    private final Environment environment;

    @Option(
            names = "--application-id",
            paramLabel = "NAME",
            defaultValue = ProcessorSettings.DEFAULT_APPLICATION_ID,
            description = "Processors of one name share the work. Default: ${DEFAULT-VALUE}.")
    private String applicationId = "";

    @Option(
            names = "--instance",
            paramLabel = "NAME",
            description = "This processor's own name. Without it, made from the host and the process id.")
    private Optional<String> instance = Optional.empty();

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Stream threads. Default: ${DEFAULT-VALUE}.")
    private int threads;

    @Option(
            names = "--guarantee",
            defaultValue = "exactly-once",
            description =
                    "exactly-once; or at-least-once, for a little less delay: after a failure images may be answered twice, "
                            + "and counted twice. Default: ${DEFAULT-VALUE}.")
    private String guarantee = "";

    @Option(
            names = "--group-protocol",
            paramLabel = "PROTOCOL",
            defaultValue = "classic",
            description =
                    "How processors share the partitions. classic: one of them assigns them. streams: the broker does, and "
                            + "decides by its group.streams.session.timeout.ms when one is dead. Default: ${DEFAULT-VALUE}.")
    private String groupProtocol = "";

    @Option(
            names = "--tune",
            paramLabel = "GOAL",
            defaultValue = "balanced",
            description =
                    "throughput (most images a second, answers up to a second later), latency (answers within some "
                            + "20 ms, fewer images a second) or balanced. Default: ${DEFAULT-VALUE}.")
    private String tuning = "";

    @Option(
            names = "--commit-interval",
            paramLabel = "MS",
            description = "How often answers become visible, in milliseconds. Default: the value of --tune.")
    private Optional<Long> commitInterval = Optional.empty();

    @Option(
            names = "--fast-recovery",
            description =
                    "Reassign the partitions of dead processors within 3 s; the broker has to allow it, as the embedded one does.")
    private boolean fastRecovery;

    @Option(
            names = "--label-ttl",
            paramLabel = "SECONDS",
            defaultValue = "600",
            description =
                    "How long an answered image waits for a label that comes later. 0 counts none. Default: ${DEFAULT-VALUE}.")
    private long labelTtl;

    @Mixin
    private final HttpOptions http = new HttpOptions();

    @Option(
            names = "--trusted-key",
            paramLabel = "FILE",
            description = "Serve only versions that this public key's owner has signed; may come more than once. "
                    + "Without it, all.")
    private List<Path> trustedKeys = List.of();

    @Option(
            names = "--state-directory",
            paramLabel = "DIR",
            description =
                    "Where Kafka Streams keeps its lock file, and where a schema registry's answers are kept for a start while "
                            + "it is away. Without it, a temporary folder.")
    private Optional<Path> stateDirectory = Optional.empty();

    @Option(
            names = "--clock-offset",
            paramLabel = "SECONDS",
            defaultValue = "0",
            hidden = true,
            description = "How much this processor's clock is off: for soak, which tries wrong clocks.")
    private long clockOffset;

    @Option(
            names = "--resume",
            paramLabel = "WHERE",
            defaultValue = "refuse",
            description =
                    "Where to begin if images were answered but nothing says how far this application has come: answered "
                            + "(behind the newest answers), beginning (answer again), or refuse. Default: ${DEFAULT-VALUE}.")
    private String resume = "";

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    ProcessCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        var settings = Usage.check(this::settings);
        var trust = KeyFiles.trust(trustedKeys);
        var clock = Clock.offset(environment.clock(), Duration.ofSeconds(clockOffset));
        try (var processor =
                new ImageProcessor(kafka.reachableCluster(), kafka.topics(stateDirectory), trust, settings, clock)) {
            start(processor);
            processor.http().ifPresent(address -> environment.say(http.sentence(address)));
            var failure = follow(processor);
            if (failure.isPresent()) {
                throw failure(failure.get());
            }
            environment.say("stopping ...");
        }
        environment.say("stopped");
        return ExitCode.OK.value();
    }

    /** Prints every change until the user stops it or it fails. */
    private Optional<ProcessorStatus.Failed> follow(ImageProcessor processor) throws InterruptedException {
        String told = "";
        String serving = "";
        while (!environment.interruption().await(200, TimeUnit.MILLISECONDS)) {
            var status = processor.status();
            var failure = status.failure();
            if (failure.isPresent()) {
                return failure;
            }
            if (!status.text().equals(told)) {
                told = status.text();
                environment.say(told);
            }
            String now = processor
                    .models()
                    .map(models -> "serving " + names(models.lineup()))
                    .orElse("");
            if (!now.equals(serving)) {
                serving = now;
                environment.say(now);
            }
        }
        return Optional.empty();
    }

    private static String names(Lineup lineup) {
        var challengers = lineup.challengers().stream().map(References::text).toList();
        return References.text(lineup.champion())
                + (challengers.isEmpty() ? "" : ", challenged by " + String.join(", ", challengers));
    }

    private void start(ImageProcessor processor) {
        try {
            processor.start();
        } catch (UncheckedIOException taken) {
            throw http.refusal(taken);
        }
    }

    private static RuntimeException failure(ProcessorStatus.Failed failed) {
        if (failed.cause() instanceof RuntimeException cause) {
            return cause;
        }
        return new CommandException(ExitCode.FAILED, "the processor failed: " + failed.reason(), "");
    }

    private ProcessorSettings settings() {
        stateDirectory
                .filter(Files::exists)
                .filter(path -> !Files.isDirectory(path))
                .ifPresent(file -> {
                    throw Usage.mistake("--state-directory must name a folder but " + file + " is a file");
                });
        var settings = ProcessorSettings.of(instance.orElseGet(() -> HostName.instance("processor")))
                .withApplicationId(applicationId)
                .withThreads(threads)
                .withTuning(Choice.of("--tune", tuning, Goal.class).tuning())
                .withResume(Choice.of("--resume", resume, Resume.class))
                .withLabelTimeToLive(Duration.ofSeconds(labelTtl))
                .withGuarantee(Choice.of("--guarantee", guarantee, Guarantee.class))
                .withGroupProtocol(Choice.of("--group-protocol", groupProtocol, GroupProtocol.class))
                .withHttp(http.address());
        if (fastRecovery) {
            if (settings.groupProtocol() == GroupProtocol.STREAMS) {
                throw Usage.mistake(
                        "--fast-recovery needs --group-protocol classic: with streams the broker decides when a "
                                + "processor is dead, by its group.streams.session.timeout.ms");
            }
            settings = settings.withRecovery(Recovery.FAST);
        }
        if (commitInterval.isPresent()) {
            settings =
                    settings.withTuning(settings.tuning().withCommitInterval(Duration.ofMillis(commitInterval.get())));
        }
        return stateDirectory.isPresent() ? settings.withStateDirectory(stateDirectory.get()) : settings;
    }
}
