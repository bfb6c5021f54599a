package io.glyphstream.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code glyphstream watch}. */
@Command(
        name = "watch",
        synopsisSubcommandLabel = "COMMAND",
        description = "Prints what happens on the stream as it happens, until Ctrl-C.")
final class WatchCommand extends CommandGroup {

    private WatchCommand() {}

    /** Returns the command with all that it holds. */
    static CommandLine tree(Environment environment) {
        return new CommandLine(new WatchCommand())
                .addSubcommand(new WatchPredictionsCommand(environment))
                .addSubcommand(new WatchAccuracyCommand(environment))
                .addSubcommand(new WatchDeploymentsCommand(environment))
                .addSubcommand(new WatchDeadLettersCommand(environment));
    }
}
