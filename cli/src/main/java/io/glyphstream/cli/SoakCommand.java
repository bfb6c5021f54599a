package io.glyphstream.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code glyphstream soak}. */
@Command(
        name = "soak",
        description = {
            "Harms a pipeline of its own in every way that is known while images stream through it: processors are",
            "killed, frozen, added and removed, the broker is restarted, versions are swapped, junk is sent, in an order",
            "drawn from a seed. Then verifies that not one image was lost or answered twice. Needs nothing, and",
            "harms nothing else: broker and processors are child processes, on this machine only."
        },
        footer = {
            "",
            "Examples:",
            "  glyphstream soak --minutes 2",
            "  glyphstream soak --minutes 30 --seed 7 --json >soak.json"
        })
final class SoakCommand implements Callable<Integer> {

    private final Surroundings surroundings;

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
            names = "--kill-broker",
            description =
                    "Kill the only broker with SIGKILL, too. With one copy of everything Kafka 4.3 may then lose the"
                            + " end of a transaction: expect findings (docs/reliability.md).")
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

    SoakCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        long chosen = seed.orElseGet(() -> surroundings.clock().millis());
        Path folder = directory.orElseGet(SoakCommand::temporaryFolder);
        var faults = EnumSet.allOf(SoakFault.class);
        if (!killBroker) {
            faults.remove(SoakFault.KILL_BROKER);
        }
        var settings = Usage.check(
                () -> new SoakSettings(Duration.ofMillis(Math.round(60_000 * minutes)), chosen, rate, faults, folder));
        long start = System.nanoTime();
        surroundings.err().println("seed " + chosen + ", everything in " + folder);
        var summary = new Soak(
                        surroundings,
                        settings,
                        what -> surroundings
                                .err()
                                .println(DemoText.event(Duration.ofNanos(System.nanoTime() - start), what)))
                .run();
        if (output.isJson()) {
            surroundings.out().println(Json.pretty(summary.facts()));
        } else {
            surroundings.out().print(summary.text());
        }
        var problems = summary.problems();
        problems.forEach(problem -> surroundings.err().println("glyphstream: " + problem));
        if (problems.isEmpty() && directory.isEmpty()) {
            Folders.delete(folder);
        }
        return (problems.isEmpty() ? ExitCode.OK : ExitCode.FAILED).value();
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("glyphstream-soak-");
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot make a temporary folder", failed);
        }
    }
}
