package io.glyphstream.cli;

import picocli.CommandLine.Command;

/** {@code glyphstream watch}. */
@Command(
        name = "watch",
        synopsisSubcommandLabel = "COMMAND",
        description = "Prints what happens on the stream as it happens, until Ctrl-C.")
final class WatchCommand extends CommandGroup {}
