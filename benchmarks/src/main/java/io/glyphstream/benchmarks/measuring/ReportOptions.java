package io.glyphstream.benchmarks.measuring;

import picocli.CommandLine.Option;

/** How to tell the result. */
public final class ReportOptions {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli reads it, to know that help was asked for.
    private boolean help;

    @Option(names = "--json", description = "Print one JSON object instead of a table.")
    private boolean json;

    public boolean json() {
        return json;
    }
}
