package io.glyphstream.cli.topics;

import io.glyphstream.cli.command.CommandGroup;
import io.glyphstream.cli.command.Environment;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code glyphstream watch}. */
@Command(
        name = "watch",
        synopsisSubcommandLabel = "COMMAND",
        description = "Prints what happens on the stream as it happens, until Ctrl-C.")
public final class WatchCommand extends CommandGroup {

    private WatchCommand() {}

    /** Returns the command with all that it holds. */
    public static CommandLine tree(Environment environment) {
        return new CommandLine(new WatchCommand())
                .addSubcommand(new WatchPredictionsCommand(environment))
                .addSubcommand(new WatchAccuracyCommand(environment))
                .addSubcommand(new WatchDeploymentsCommand(environment))
                .addSubcommand(new WatchDeadLettersCommand(environment));
    }
}
