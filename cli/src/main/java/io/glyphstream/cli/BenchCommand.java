package io.glyphstream.cli;

import io.glyphstream.cli.command.CommandException;
import io.glyphstream.cli.command.ExitCode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code glyphstream bench}, where it is not the launcher's first word: the launcher starts another program for it. */
@Command(
        name = "bench",
        description = {
            "Measures speed beside rivals, on this machine.",
            "A program of its own, which the launcher of the source tree starts: its options are under",
            "glyphstream bench --help."
        },
        footer = {
            "",
            "Examples:",
            "  ./glyphstream bench pipeline         the stream, beside one that only copies",
            "  ./glyphstream bench --help           all that it measures"
        })
final class BenchCommand implements Callable<Integer> {

    @Parameters(paramLabel = "WHAT", hidden = true)
    @SuppressWarnings(
            "UnusedVariable") // Taken, so that the answer is where bench is, rather than that this is unknown.
    private List<String> ignored = List.of();

    @Override
    public Integer call() {
        throw new CommandException(
                ExitCode.USAGE,
                "bench is a program of its own, which this one cannot start",
                "Call it in the source tree, as the first word: ./glyphstream bench --help");
    }
}
