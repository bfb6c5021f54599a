package io.glyphstream.cli;

import picocli.CommandLine.Command;

/** {@code glyphstream topics}. */
@Command(
        name = "topics",
        synopsisSubcommandLabel = "COMMAND",
        description = "Creates, describes and grows the topics of a pipeline.")
final class TopicsCommand extends CommandGroup {}
