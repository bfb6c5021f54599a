package io.glyphstream.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Unmatched;

/** Hands everything to JMH. */
@Command(
        name = "jmh",
        description = "Runs the JMH benchmarks; what follows goes to JMH: a pattern, -h for its options.")
final class JmhCommand implements Callable<Integer> {

    @Unmatched
    private final List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        org.openjdk.jmh.Main.main(arguments.toArray(new String[0]));
        return ExitCode.OK;
    }
}
