package io.glyphstream.cli.models;

import io.glyphstream.cli.command.Choice;
import io.glyphstream.trainer.Preset;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What trainings of networks have in common: where settings begin, and how they learn. */
final class LearningOptions {

    @Option(
            names = "--preset",
            defaultValue = "quick",
            description = "Where settings begin: quick or accurate. Default: ${DEFAULT-VALUE}.")
    private String preset = "";

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description =
                    "How often each image is learned from. With it, the preset is taken as it is, whatever the data.")
    private Optional<String> epochs = Optional.empty();

    @Option(names = "--learning-rate", paramLabel = "R", description = "The optimizer's.")
    private Optional<String> learningRate = Optional.empty();

    @Option(names = "--batch-size", paramLabel = "N", description = "Images for each step.")
    private Optional<String> batchSize = Optional.empty();

    @Option(names = "--seed", paramLabel = "N", description = "Same seed, data and settings: same weights.")
    private long seed = TrainCommand.USUAL_SEED;

    Preset preset() {
        return Choice.of("--preset", preset, Preset.class);
    }

    long seed() {
        return seed;
    }

    /** Adds what was set here to settings by name. */
    void addTo(Map<String, String> settings) {
        epochs.ifPresent(value -> settings.put("epochs", value));
        learningRate.ifPresent(value -> settings.put("learning-rate", value));
        batchSize.ifPresent(value -> settings.put("batch-size", value));
    }
}
