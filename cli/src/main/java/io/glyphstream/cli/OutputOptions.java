package io.glyphstream.cli;

import picocli.CommandLine.Option;

/** How results are written. */
final class OutputOptions {

    @Option(names = "--json", description = "Write JSON, for programs.")
    private boolean json;

    boolean isJson() {
        return json;
    }
}
