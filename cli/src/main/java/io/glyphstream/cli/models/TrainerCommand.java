package io.glyphstream.cli.models;

import io.glyphstream.cli.command.Choice;
import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.ExitCode;
import io.glyphstream.cli.command.HostName;
import io.glyphstream.cli.command.HttpOptions;
import io.glyphstream.cli.command.KeyFiles;
import io.glyphstream.cli.command.NamedValue;
import io.glyphstream.cli.command.Usage;
import io.glyphstream.cli.images.DatasetOptions;
import io.glyphstream.cli.kafka.CommandRights;
import io.glyphstream.cli.kafka.KafkaOptions;
import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.http.HttpAddress;
import io.glyphstream.learning.service.DriftSettings;
import io.glyphstream.learning.service.ServiceListener;
import io.glyphstream.learning.service.TrainerPhase;
import io.glyphstream.learning.service.TrainerService;
import io.glyphstream.learning.service.TrainerSettings;
import io.glyphstream.learning.service.TriggerSettings;
import io.glyphstream.learning.window.WindowRule;
import io.glyphstream.operations.AdminClients;
import io.glyphstream.registry.References;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.TrainingOutcome;
import io.glyphstream.schemas.kafka.TopicAdministration;
import io.glyphstream.trainer.ModelSpec;
import io.glyphstream.trainer.SpecKinds;
import io.glyphstream.trainer.release.Gate;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code glyphstream trainer}. */
@Command(
        name = "trainer",
        synopsisSubcommandLabel = "[now]",
        description = {
            "Learns from the labeled images of the stream, until Ctrl-C.",
            "Trains after so many new labels, when the champion's answers drift, and when asked to (trainer now). "
                    + "One tenth of the images, by the hash of their ids, is never trained on: on these a new version is "
                    + "compared with the champion.",
            "All that it knows is on Kafka: killed, it goes on where it was. Of several one works, and the others stand by."
        },
        footer = {
            "",
            "Examples:",
            "  glyphstream trainer",
            "  glyphstream trainer --every 5000 --window-of-class 1000",
            "  glyphstream trainer --kind knn --set k=5",
            "  glyphstream trainer now --reason \"new cameras\"",
            "  curl http://127.0.0.1:9464/readyz    is it at work, and if not, why",
            "  curl http://127.0.0.1:9464/metrics   for Prometheus; also /livez, /status"
        })
public final class TrainerCommand implements Callable<Integer> {

    private static final int USUAL_WINDOW = 10_000;
    private static final int DRIFT_SHARE = 4;
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Environment environment;

    @Option(
            names = "--kind",
            defaultValue = "mlp",
            completionCandidates = Kinds.class,
            description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private String kind = "";

    @Option(
            names = "--preset",
            defaultValue = "quick",
            description = "Where settings of an mlp or cnn begin: quick or accurate. Default: ${DEFAULT-VALUE}.")
    private String preset = "";

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            converter = NamedValue.Converter.class,
            description = "Any setting of the training; a wrong name lists them all.")
    private List<NamedValue> settings = List.of();

    @Option(names = "--name", paramLabel = "NAME", description = "Publish under this name. Without it, the kind.")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--start",
            defaultValue = "afresh",
            description = "Where weights of an mlp or cnn begin: afresh, or with those of the champion. Default: "
                    + "${DEFAULT-VALUE}.")
    private String start = "";

    @Option(
            names = "--window",
            paramLabel = "N",
            description = "Learn from the newest N labeled images. Without it, 10000.")
    private Optional<Integer> window = Optional.empty();

    @Option(
            names = "--window-of-class",
            paramLabel = "N",
            description = "Learn from the newest N of each class, however many come of the others.")
    private Optional<Integer> windowOfClass = Optional.empty();

    @Option(
            names = "--every",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Train after so many new labels. Default: ${DEFAULT-VALUE}.")
    private long every;

    @Option(
            names = "--not-more-often-than",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "So long lies between two trainings at least. Default: ${DEFAULT-VALUE}.")
    private long notMoreOftenThan;

    @Option(
            names = "--after-drift",
            paramLabel = "N",
            description =
                    "Train after so many new labels since drift was found; 0: not. Without it, a quarter of --every.")
    private Optional<Long> afterDrift = Optional.empty();

    @Option(
            names = "--drift-window",
            paramLabel = "N",
            defaultValue = "500",
            description =
                    "Compare the outputs of so many answers with those on held-out images. Default: ${DEFAULT-VALUE}.")
    private int driftWindow;

    @Option(
            names = "--drift-level",
            paramLabel = "P",
            defaultValue = "0.001",
            description =
                    "The chance of an alarm of one such comparison where nothing changed. Default: ${DEFAULT-VALUE}.")
    private double driftLevel;

    @Option(
            names = "--drift-delta",
            paramLabel = "P",
            defaultValue = "" + DriftSettings.USUAL_DELTA,
            description = "The chance of an alarm of ADWIN, at one look at the mistakes, where nothing changed. "
                    + "Default: ${DEFAULT-VALUE}.")
    private double driftDelta;

    @Option(
            names = "--promote",
            paramLabel = "WHEN",
            defaultValue = "if-significant",
            description =
                    "Make a version the champion: if-significant (better by more than chance), if-better, always, or "
                            + "never. Default: ${DEFAULT-VALUE}.")
    private String promote = "";

    @Option(
            names = "--watch",
            paramLabel = "N",
            defaultValue = "500",
            description =
                    "Compare a promoted version with the champion before it on so many labeled images, and roll back "
                            + "if it is worse; 0: not. Default: ${DEFAULT-VALUE}.")
    private long watched;

    @Option(
            names = "--reference",
            paramLabel = "DATASET",
            description =
                    "Promote nothing that is worse than the champion on the test images of this data set, in all or in "
                            + "one class: labels of a stream may be wrong.")
    private Optional<String> reference = Optional.empty();

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many to train with; the model does not depend on it. Default: ${DEFAULT-VALUE}.")
    private int threads;

    @Option(
            names = "--instance",
            paramLabel = "NAME",
            description = "This trainer's own name. Without it, made from the host and the process id.")
    private Optional<String> instance = Optional.empty();

    @Option(names = "--signing-key", paramLabel = "FILE", description = "Sign what is published with this private key.")
    private Optional<Path> signingKey = Optional.empty();

    @Mixin
    private final DatasetOptions data = new DatasetOptions();

    @Mixin
    private final HttpOptions http = new HttpOptions();

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    private TrainerCommand(Environment environment) {
        this.environment = environment;
    }

    /** Returns the command with all that it holds. */
    public static CommandLine tree(Environment environment) {
        return new CommandLine(new TrainerCommand(environment)).addSubcommand(new TrainerNowCommand(environment));
    }

    @Override
    public Integer call() {
        var checked = Usage.check(this::withoutReference);
        var address = Usage.check(http::address);
        var key = KeyFiles.signing(signingKey);
        var cluster = kafka.reachableCluster(CommandRights.TRAINER, checked.model());
        try (var admin = AdminClients.open(cluster)) {
            new TopicAdministration(admin, kafka.topics()).checkForTrainer();
        }
        var settled = reference.map(this::images).map(checked::withReference).orElse(checked);
        try (var service = new TrainerService(cluster, kafka.topics(), environment.clock(), settled, key)) {
            address.ifPresent(where -> listen(service, where));
            environment.interruption().stopping(service::close, () -> {
                service.run(new Teller());
                return ExitCode.OK;
            });
        }
        environment.say("stopped");
        return ExitCode.OK.value();
    }

    private void listen(TrainerService service, HttpAddress address) {
        try {
            environment.say(http.sentence(service.listen(address)));
        } catch (UncheckedIOException taken) {
            throw http.refusal(taken);
        }
    }

    private TrainerSettings withoutReference() {
        var spec = spec();
        return new TrainerSettings(
                name.orElse(spec.defaultName()),
                instance.orElseGet(() -> HostName.instance("trainer")),
                spec,
                Choice.of("--start", start, TrainerSettings.Start.class),
                rule(),
                new TriggerSettings(
                        every,
                        Duration.ofSeconds(notMoreOftenThan),
                        afterDrift.orElse(Math.max(1, every / DRIFT_SHARE))),
                new DriftSettings(driftDelta, driftWindow, driftLevel),
                Choice.of("--promote", promote, Gate.class),
                watched,
                threads,
                Optional.empty());
    }

    private LabeledImages images(String dataset) {
        try (var display = environment.progressDisplay()) {
            return data.load(dataset, environment, display).test();
        }
    }

    private WindowRule rule() {
        if (window.isPresent() && windowOfClass.isPresent()) {
            throw Usage.mistake("--window and --window-of-class exclude each other: choose one");
        }
        return windowOfClass
                .map(WindowRule::newestOfEachClass)
                .orElseGet(() -> WindowRule.newest(window.orElse(USUAL_WINDOW)));
    }

    private ModelSpec spec() {
        var kinds = SpecKinds.all();
        var chosen = kinds.named(Choice.of("--kind", kind, kinds.names())).orElseThrow();
        var begin = chosen.presets().isEmpty() ? "" : Choice.of("--preset", preset, chosen.presets());
        return chosen.reader().read(begin, TrainCommand.USUAL_SEED, NamedValue.byName(settings));
    }

    /** What --kind can be. */
    private static final class Kinds implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return SpecKinds.all().names().iterator();
        }
    }

    /** Prints what the service does: each new phase, and how far it is every few seconds. */
    private final class Teller implements ServiceListener {

        private Optional<TrainerPhase> told = Optional.empty();
        private String text = "";
        private long at;

        @Override
        public void status(TrainerPhase phase, String now) {
            boolean isDue = System.nanoTime() - at > PAUSE.toNanos() && !now.equals(text);
            if (isDue || !told.equals(Optional.of(phase))) {
                told = Optional.of(phase);
                text = now;
                at = System.nanoTime();
                environment.say(now);
            }
        }

        @Override
        public void ended(TrainingOutcome outcome) {
            environment.out().println(TrainingTexts.sentence(outcome));
        }

        @Override
        public void kept(ModelReference model, String figures) {
            environment.out().println(References.text(model) + " stays the champion: " + figures);
        }

        @Override
        public void drift(String what) {
            environment.say("drift: " + what);
        }

        @Override
        public void trouble(String what) {
            environment.say(what);
        }
    }
}
