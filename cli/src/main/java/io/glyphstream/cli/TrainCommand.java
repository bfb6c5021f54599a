package io.glyphstream.cli;

import picocli.CommandLine.Command;

/** {@code glyphstream train}. */
@Command(
        name = "train",
        synopsisSubcommandLabel = "COMMAND",
        description = "Trains, measures and publishes a model, and promotes it by its gate.")
final class TrainCommand extends CommandGroup {}
