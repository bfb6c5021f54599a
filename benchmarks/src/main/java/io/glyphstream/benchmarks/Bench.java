package io.glyphstream.benchmarks;

import io.glyphstream.benchmarks.measuring.Progress;
import io.glyphstream.cli.terminal.Output;
import io.glyphstream.datasets.DataException;
import java.io.FileDescriptor;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
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

    private final Output out;
    private final Output err;

    private Bench(Output out, Output err) {
        this.out = out;
        this.err = err;
    }

    public static void main(String[] arguments) {
        System.exit(run(Output.ofThisProcess(FileDescriptor.out), Output.ofThisProcess(FileDescriptor.err), arguments));
    }

    /** Runs a command and returns its exit code: 0 ok, 1 failed, 2 usage, 4 bad data. */
    static int run(Output out, Output err, String... arguments) {
        var bench = new Bench(out, err);
        var line = new CommandLine(bench)
                .addSubcommand(new KnnCommand(bench))
                .addSubcommand(new KnnScaleCommand(bench))
                .addSubcommand(new MlpCommand(bench))
                .addSubcommand(new NetworkCommand(bench))
                .addSubcommand(new PipelineCommand(bench))
                .addSubcommand(new SetsCommand(bench))
                .addSubcommand(new DriftCommand(bench))
                .addSubcommand(new JmhCommand());
        line.setOut(out.help());
        line.setErr(err.help());
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof DataException || failure instanceof IllegalArgumentException) {
                err.println("glyphstream: " + failure.getMessage());
                return failure instanceof DataException ? BAD_DATA : CommandLine.ExitCode.USAGE;
            }
            err.println("glyphstream: unexpected: " + failure);
            err.lines(stackTrace(failure));
            return FAILED;
        });
        if (arguments.length == 0) {
            line.usage(line.getErr());
            return CommandLine.ExitCode.USAGE;
        }
        return line.execute(arguments);
    }

    private static List<String> stackTrace(Throwable failure) {
        var trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return trace.toString().replace("\t", "    ").lines().toList();
    }

    Output out() {
        return out;
    }

    Progress progress() {
        return what -> err.println("bench: " + what);
    }
}
