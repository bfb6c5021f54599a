package io.glyphstream.cli.models;

import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.Usage;
import io.glyphstream.trainer.ModelSpec;
import io.glyphstream.trainer.PerceptronPlan;
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

    private final Training training;
    private final TrainCommand group;

    @Mixin
    private final LearningOptions learning = new LearningOptions();

    @Option(names = "--hidden", paramLabel = "N[,N]", description = "The widths of the hidden layers.")
    private Optional<String> hidden = Optional.empty();

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
        learning.addTo(changes);
        return PerceptronPlan.of(learning.preset(), learning.seed()).with(changes);
    }
}
