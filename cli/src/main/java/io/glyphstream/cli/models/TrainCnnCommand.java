package io.glyphstream.cli.models;

import io.glyphstream.cli.command.Choice;
import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.Usage;
import io.glyphstream.trainer.ModelSpec;
import io.glyphstream.trainer.NetworkPlan;
import io.glyphstream.trainer.Preset;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code glyphstream train cnn}. */
@Command(
        name = "cnn",
        description = {
            "Trains a convolutional network.",
            "Settings follow from the number and the size of the images; what remains open is chosen on images set apart.",
            "The test images only measure the result."
        },
        footer = {
            "",
            "Examples:",
            "  glyphstream train cnn                    99 %% on MNIST in half a minute",
            "  glyphstream train cnn --preset accurate  the best that some minutes give",
            "  glyphstream train cnn --layers conv16x3p1,pool2,dense64 --promote never",
            "  glyphstream train cnn --no-publish --snapshot cnn.model --report cnn.md"
        })
final class TrainCnnCommand implements Callable<Integer> {

    private static final long USUAL_SEED = 1;

    private final Training training;
    private final TrainCommand group;

    @Option(
            names = "--preset",
            defaultValue = "quick",
            description = "Where settings begin: quick or accurate. Default: ${DEFAULT-VALUE}.")
    private String preset = "";

    @Option(
            names = "--layers",
            paramLabel = "L[,L]",
            description =
                    "All layers but the last: conv16x5 is 16 filters of 5 x 5 (s2: stride 2, p1: padding 1), pool2 the"
                            + " largest of 2 x 2, dense128 has 128 outputs.")
    private Optional<String> layers = Optional.empty();

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
    private long seed = USUAL_SEED;

    @Mixin
    private final TrainOptions options = new TrainOptions();

    TrainCnnCommand(Environment environment, TrainCommand group) {
        this.training = new Training(environment);
        this.group = group;
    }

    @Override
    public Integer call() {
        group.requireNothingBefore("cnn");
        return training.run(Usage.check(this::spec), options).value();
    }

    private ModelSpec spec() {
        var changes = options.settings();
        layers.ifPresent(value -> changes.put("layers", value));
        epochs.ifPresent(value -> changes.put("epochs", value));
        learningRate.ifPresent(value -> changes.put("learning-rate", value));
        batchSize.ifPresent(value -> changes.put("batch-size", value));
        return NetworkPlan.of(Choice.of("--preset", preset, Preset.class), seed).with(changes);
    }
}
