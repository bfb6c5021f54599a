package io.glyphstream.cli.command;

import picocli.CommandLine.Option;

/** How results are written. */
public final class OutputOptions {

    @Option(names = "--json", description = "Write JSON, for programs.")
    private boolean json;

    public boolean isJson() {
        return json;
    }
}
