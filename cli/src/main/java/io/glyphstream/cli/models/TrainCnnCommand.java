package io.glyphstream.cli.models;

import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.Usage;
import io.glyphstream.trainer.ModelSpec;
import io.glyphstream.trainer.NetworkPlan;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code glyphstream train cnn}. */
@Command(
        name = "cnn",
        description = {
            "Trains a convolutional network, or an ensemble of several.",
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

    private final Training training;
    private final TrainCommand group;

    @Mixin
    private final LearningOptions learning = new LearningOptions();

    @Option(
            names = "--layers",
            paramLabel = "L[,L]",
            description =
                    "All layers but the last: conv16x5 is 16 filters of 5 x 5 (s2: stride 2, p1: padding 1), pool2 the"
                            + " largest of 2 x 2, dense128 has 128 outputs.")
    private Optional<String> layers = Optional.empty();

    @Option(
            names = "--members",
            paramLabel = "N",
            description = "Networks whose scores are averaged, 1 to 16. Default: 1, and 2 with --preset accurate.")
    private Optional<String> members = Optional.empty();

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
        members.ifPresent(value -> changes.put("members", value));
        learning.addTo(changes);
        return NetworkPlan.of(learning.preset(), learning.seed()).with(changes);
    }
}
