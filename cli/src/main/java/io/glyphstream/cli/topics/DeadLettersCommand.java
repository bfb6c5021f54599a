package io.glyphstream.cli.topics;

import io.glyphstream.cli.command.CommandGroup;
import io.glyphstream.cli.command.Environment;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code glyphstream dead-letters}. */
@Command(
        name = "dead-letters",
        synopsisSubcommandLabel = "COMMAND",
        description = {"Gives what could not be answered another try.", "To see it: glyphstream watch dead-letters."},
        footer = {
            "",
            "Examples:",
            "  glyphstream dead-letters replay --dry-run",
            "  glyphstream dead-letters replay --resize --drop-labels"
        })
public final class DeadLettersCommand extends CommandGroup {

    private DeadLettersCommand() {}

    /** Returns the command with all that it holds. */
    public static CommandLine tree(Environment environment) {
        return new CommandLine(new DeadLettersCommand()).addSubcommand(new DeadLettersReplayCommand(environment));
    }
}
