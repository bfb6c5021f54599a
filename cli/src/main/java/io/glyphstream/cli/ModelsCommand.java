package io.glyphstream.cli;

import picocli.CommandLine.Command;

/** {@code glyphstream models}. */
@Command(
        name = "models",
        synopsisSubcommandLabel = "COMMAND",
        description = "Shows the published models, and decides which of them answer.")
final class ModelsCommand extends CommandGroup {}
