package io.glyphstream.cli;

import picocli.CommandLine.Command;

/** {@code glyphstream train}. */
@Command(
        name = "train",
        synopsisSubcommandLabel = "COMMAND",
        description = "Trains a model, measures it, publishes it, and promotes it by its gate.")
final class TrainCommand extends CommandGroup {}
