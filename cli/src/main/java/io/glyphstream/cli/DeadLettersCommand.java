package io.glyphstream.cli;

import picocli.CommandLine.Command;

/** {@code glyphstream dead-letters}. */
@Command(
        name = "dead-letters",
        synopsisSubcommandLabel = "COMMAND",
        description = "What could not be answered, and another try. To see it: glyphstream watch dead-letters.")
final class DeadLettersCommand extends CommandGroup {}
