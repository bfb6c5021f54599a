package io.glyphstream.benchmarks;

import io.glyphstream.datasets.DataException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code glyphstream bench}: measures ours and its rivals side by side, on this machine. */
@Command(
        name = "glyphstream bench",
        description =
                "Measures speed, beside rivals in the same run. Results are of this machine, as busy as it is now.")
public final class Bench {

    private static final int FAILED = 1;
    private static final int BAD_DATA = 4;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli reads it, to know that help was asked for.
    private boolean help;

    private final PrintStream out;
    private final PrintStream err;

    private Bench(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    public static void main(String[] arguments) {
        System.exit(run(stream(FileDescriptor.out), stream(FileDescriptor.err), arguments));
    }

    /** Runs a command and returns its exit code: 0 ok, 1 failed, 2 usage, 4 bad data. */
    static int run(PrintStream out, PrintStream err, String... arguments) {
        var bench = new Bench(out, err);
        var line = new CommandLine(bench)
                .addSubcommand(new KnnCommand(bench))
                .addSubcommand(new KnnScaleCommand(bench))
                .addSubcommand(new MlpCommand(bench))
                .addSubcommand(new PipelineCommand(bench))
                .addSubcommand(new JmhCommand());
        line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof DataException || failure instanceof IllegalArgumentException) {
                err.println("glyphstream: " + failure.getMessage());
                return failure instanceof DataException ? BAD_DATA : CommandLine.ExitCode.USAGE;
            }
            err.println("glyphstream: unexpected: " + failure);
            Objects.requireNonNull(failure).printStackTrace(err);
            return FAILED;
        });
        if (arguments.length == 0) {
            line.usage(err);
            return CommandLine.ExitCode.USAGE;
        }
        return line.execute(arguments);
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    PrintStream out() {
        return out;
    }

    Progress progress() {
        return what -> err.println("bench: " + what);
    }
}
