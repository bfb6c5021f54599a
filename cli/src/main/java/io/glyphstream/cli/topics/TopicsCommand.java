package io.glyphstream.cli.topics;

import io.glyphstream.cli.command.CommandGroup;
import io.glyphstream.cli.command.Environment;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code glyphstream topics}. */
@Command(
        name = "topics",
        synopsisSubcommandLabel = "COMMAND",
        description = "Creates, describes and grows the topics of a pipeline.")
public final class TopicsCommand extends CommandGroup {

    private TopicsCommand() {}

    /** Returns the command with all that it holds. */
    public static CommandLine tree(Environment environment) {
        return new CommandLine(new TopicsCommand())
                .addSubcommand(new TopicsCreateCommand(environment))
                .addSubcommand(new TopicsDescribeCommand(environment))
                .addSubcommand(new TopicsGrowCommand(environment));
    }
}
