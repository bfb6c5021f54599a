package io.glyphstream.cli.models;

import io.glyphstream.cli.command.Choice;
import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.Usage;
import io.glyphstream.trainer.ModelSpec;
import io.glyphstream.trainer.PerceptronPlan;
import io.glyphstream.trainer.Preset;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code glyphstream train mlp}. */
@Command(
        name = "mlp",
        description = {
            "Trains a multi-layer perceptron.",
            "Settings follow from the number and the size of the images; what remains open is chosen on images set apart.",
            "The test images only measure the result."
        },
        footer = {
            "",
            "Examples:",
            "  glyphstream train mlp                    98 %% on MNIST in seconds",
            "  glyphstream train mlp --preset accurate  the best that a few minutes give",
            "  glyphstream train mlp --hidden 500 --set weight-decay=0.0001 --promote never",
            "  glyphstream train mlp --no-publish --snapshot mlp.model --report mlp.md"
        })
final class TrainMlpCommand implements Callable<Integer> {

    private static final long USUAL_SEED = 1;

    private final Training training;
    private final TrainCommand group;

    @Option(
            names = "--preset",
            defaultValue = "quick",
            description = "Where settings begin: quick or accurate. Default: ${DEFAULT-VALUE}.")
    private String preset = "";

    @Option(names = "--hidden", paramLabel = "N[,N]", description = "The widths of the hidden layers.")
    private Optional<String> hidden = Optional.empty();

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

    TrainMlpCommand(Environment environment, TrainCommand group) {
        this.training = new Training(environment);
        this.group = group;
    }

    @Override
    public Integer call() {
        group.requireNothingBefore("mlp");
        return training.run(Usage.check(this::spec), options).value();
    }

    private ModelSpec spec() {
        var changes = options.settings();
        hidden.ifPresent(value -> changes.put("hidden", value));
        epochs.ifPresent(value -> changes.put("epochs", value));
        learningRate.ifPresent(value -> changes.put("learning-rate", value));
        batchSize.ifPresent(value -> changes.put("batch-size", value));
        return PerceptronPlan.of(Choice.of("--preset", preset, Preset.class), seed)
                .with(changes);
    }
}
