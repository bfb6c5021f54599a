package io.glyphstream.cli.models;

import io.glyphstream.cli.command.CommandGroup;
import io.glyphstream.cli.command.Environment;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code glyphstream models}. */
@Command(
        name = "models",
        synopsisSubcommandLabel = "COMMAND",
        description = "Shows the published models, and decides which of them answer.")
public final class ModelsCommand extends CommandGroup {

    private ModelsCommand() {}

    /** Returns the command with all that it holds. */
    public static CommandLine tree(Environment environment) {
        return new CommandLine(new ModelsCommand())
                .addSubcommand(new ModelsListCommand(environment))
                .addSubcommand(new ModelsShowCommand(environment))
                .addSubcommand(new ModelsCompareCommand(environment))
                .addSubcommand(new ModelsPromoteCommand(environment))
                .addSubcommand(new ModelsRollbackCommand(environment))
                .addSubcommand(new ModelsShadowCommand(environment))
                .addSubcommand(new ModelsUnshadowCommand(environment))
                .addSubcommand(new ModelsRetireCommand(environment))
                .addSubcommand(new ModelsPruneCommand(environment))
                .addSubcommand(new ModelsPinCommand(environment))
                .addSubcommand(new ModelsHistoryCommand(environment))
                .addSubcommand(new ModelsExportCommand(environment))
                .addSubcommand(new ModelsImportCommand(environment))
                .addSubcommand(new ModelsKeygenCommand(environment))
                .addSubcommand(new ModelsSignCommand(environment));
    }
}
