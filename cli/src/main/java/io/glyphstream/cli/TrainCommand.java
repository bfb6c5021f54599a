package io.glyphstream.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code glyphstream train}. */
@Command(
        name = "train",
        synopsisSubcommandLabel = "COMMAND",
        description = "Trains, measures and publishes a model, and promotes it by its gate.")
final class TrainCommand extends CommandGroup {

    private TrainCommand() {}

    /** Returns the command with all that it holds. */
    static CommandLine tree(Environment environment) {
        return new CommandLine(new TrainCommand())
                .addSubcommand(new TrainMlpCommand(environment))
                .addSubcommand(new TrainKnnCommand(environment));
    }
}
