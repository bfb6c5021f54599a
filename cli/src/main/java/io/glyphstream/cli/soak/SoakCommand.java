package io.glyphstream.cli.soak;

import io.glyphstream.broker.Folders;
import io.glyphstream.cli.command.Choice;
import io.glyphstream.cli.command.CommandException;
import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.ExitCode;
import io.glyphstream.cli.command.Failures;
import io.glyphstream.cli.command.OutputOptions;
import io.glyphstream.cli.command.Texts;
import io.glyphstream.cli.command.Usage;
import io.glyphstream.cli.terminal.Json;
import io.glyphstream.processor.settings.GroupProtocol;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code glyphstream soak}. */
@Command(
        name = "soak",
        description = {
            "Harms a pipeline of its own in many ways, then verifies its answers.",
            "While images stream through it, processors are killed, frozen, added and removed, one has a wrong "
                    + "clock, partitions are added, the broker is restarted, versions are swapped and odd records are "
                    + "sent, in an order drawn from a seed. A trainer learns from the images meanwhile, and is killed "
                    + "too. Then it verifies that not one image was lost or answered twice, that no training was "
                    + "published twice, and that versions of the trainer can be trained again to the same bytes.",
            "Needs nothing, and harms nothing else: broker, processors and trainers are child processes, on this machine only."
        },
        footer = {
            "",
            "Examples:",
            "  glyphstream soak --minutes 2",
            "  glyphstream soak --brokers 3              one of them is killed for good",
            "  glyphstream soak --brokers 3 --faults lose-broker,kill-one --minutes 0.5",
            "  glyphstream soak --minutes 30 --seed 7 --json >soak.json"
        })
public final class SoakCommand implements Callable<Integer> {

    private final Environment environment;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "2",
            description = "How long faults go on. Default: ${DEFAULT-VALUE}.")
    private double minutes;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of the order of the faults. Without it, drawn from the clock and printed.")
    private Optional<Long> seed = Optional.empty();

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "200",
            description = "Images a second. Default: ${DEFAULT-VALUE}.")
    private double rate;

    @Option(
            names = "--brokers",
            paramLabel = "N",
            defaultValue = "1",
            description = "1, or 3 with three copies of everything: then brokers are killed too, and one of them "
                    + "never comes back. Default: ${DEFAULT-VALUE}.")
    private int brokers;

    @Option(
            names = "--group-protocol",
            paramLabel = "PROTOCOL",
            defaultValue = "classic",
            description =
                    "How partitions are assigned to processors: classic, with --fast-recovery; or streams. Default: ${DEFAULT-VALUE}.")
    private String groupProtocol = "";

    @Option(
            names = "--faults",
            paramLabel = "FAULT",
            split = ",",
            description = "Only these, of: ${COMPLETION-CANDIDATES}. Without it, all.",
            completionCandidates = SoakFault.Typed.class)
    private List<String> chosen = List.of();

    @Option(names = "--kill-broker", description = "Kill the only broker with SIGKILL, too (docs/reliability.md).")
    private boolean killBroker;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description =
                    "Keep data, output and logs of all processes here. Without it, a temporary folder, which stays"
                            + " only if something is wrong.")
    private Optional<Path> directory = Optional.empty();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    public SoakCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        long chosenSeed = seed.orElseGet(() -> environment.clock().millis());
        var faults = faults();
        var protocol = Choice.of("--group-protocol", groupProtocol, GroupProtocol.class);
        var settings = Usage.check(() -> new SoakSettings(
                Duration.ofMillis(Math.round(60_000 * minutes)), chosenSeed, rate, brokers, protocol, faults));
        directory.ifPresent(SoakCommand::prepare);
        var program = ServiceLoader.load(SoakProgram.class).findFirst().orElseThrow(SoakCommand::absent);
        Path folder = directory.orElseGet(SoakCommand::temporaryFolder);
        environment.err().println("seed " + chosenSeed + ", everything in " + folder);
        var result = run(program, settings, folder);
        if (output.isJson()) {
            environment.out().lines(Json.pretty(result.facts()));
        } else {
            environment.out().lines(result.lines());
        }
        var problems = result.problems();
        problems.forEach(problem -> environment.err().println("glyphstream: " + problem));
        if (problems.isEmpty() && directory.isEmpty()) {
            Folders.delete(folder);
        }
        return (problems.isEmpty() ? ExitCode.OK : ExitCode.FAILED).value();
    }

    private SoakResult run(SoakProgram program, SoakSettings settings, Path folder) throws InterruptedException {
        long start = System.nanoTime();
        try {
            return program.run(
                    settings,
                    folder,
                    environment.clock(),
                    environment.interruption()::await,
                    what -> environment.err().println(Texts.event(Duration.ofNanos(System.nanoTime() - start), what)));
        } catch (SoakFailedException failed) {
            throw new CommandException(ExitCode.FAILED, String.valueOf(failed.getMessage()), failed.advice());
        }
    }

    private static CommandException absent() {
        return new CommandException(
                ExitCode.USAGE,
                "soak is a program of its own, which is not here",
                "Call it in the source tree, as the first word: ./glyphstream soak --help");
    }

    private Set<SoakFault> faults() {
        if (!chosen.isEmpty()) {
            return chosen.stream()
                    .map(typed -> Choice.of("--faults", typed, SoakFault.class))
                    .collect(Collectors.toCollection(() -> EnumSet.noneOf(SoakFault.class)));
        }
        var faults = EnumSet.allOf(SoakFault.class);
        if (brokers == 1) {
            faults.remove(SoakFault.LOSE_BROKER);
            if (!killBroker) {
                faults.remove(SoakFault.KILL_BROKER);
            }
        }
        return faults;
    }

    private static void prepare(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException refused) {
            throw new CommandException(
                    ExitCode.FAILED,
                    folder + " cannot be made a folder: " + Failures.reason(refused),
                    "Name another folder with --directory.");
        }
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("glyphstream-soak-");
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot make a temporary folder", failed);
        }
    }
}
