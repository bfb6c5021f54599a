package io.glyphstream.cli.models;

import io.glyphstream.cli.command.CommandGroup;
import io.glyphstream.cli.command.Environment;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code glyphstream train}. */
@Command(
        name = "train",
        synopsisSubcommandLabel = "COMMAND",
        description = "Trains, measures and publishes a model, and promotes it by its gate.")
public final class TrainCommand extends CommandGroup {

    private TrainCommand() {}

    /** Returns the command with all that it holds. */
    public static CommandLine tree(Environment environment) {
        return new CommandLine(new TrainCommand())
                .addSubcommand(new TrainMlpCommand(environment))
                .addSubcommand(new TrainKnnCommand(environment));
    }
}
