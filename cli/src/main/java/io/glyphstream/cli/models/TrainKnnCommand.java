package io.glyphstream.cli.models;

import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.Usage;
import io.glyphstream.trainer.ModelSpec;
import io.glyphstream.trainer.NeighborSpec;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code glyphstream train knn}. */
@Command(
        name = "knn",
        description = {"Fits a k-nearest-neighbor index.", "It searches all training images exactly."},
        footer = {
            "",
            "Examples:",
            "  glyphstream train knn --shadow           97.05 %%; scored beside the champion",
            "  glyphstream train knn --preprocessing deskew --weighting by-distance",
            "  glyphstream train knn --rerank distortion    99.35 %%, and slower",
            "  glyphstream train knn --references 10000 --name small-knn"
        })
final class TrainKnnCommand implements Callable<Integer> {

    private final Training training;
    private final TrainCommand group;

    @Option(names = "--k", paramLabel = "N", description = "How many neighbors vote. Without it, 3.")
    private Optional<String> k = Optional.empty();

    @Option(names = "--weighting", description = "uniform, or by-distance: near neighbors weigh more.")
    private Optional<String> weighting = Optional.empty();

    @Option(
            names = "--preprocessing",
            description = "none, or deskew: images are turned upright before they are compared.")
    private Optional<String> preprocessing = Optional.empty();

    @Option(
            names = "--rerank",
            description =
                    "none, or distortion: the 400 nearest are ordered again by how well strokes that moved a little match,"
                            + " and the first k of them vote; without --weighting, by that distance.")
    private Optional<String> rerank = Optional.empty();

    @Option(names = "--references", paramLabel = "N", description = "Keep only the first N training images.")
    private Optional<String> references = Optional.empty();

    @Mixin
    private final TrainOptions options = new TrainOptions();

    TrainKnnCommand(Environment environment, TrainCommand group) {
        this.training = new Training(environment);
        this.group = group;
    }

    @Override
    public Integer call() {
        group.requireNothingBefore("knn");
        return training.run(Usage.check(this::spec), options).value();
    }

    private ModelSpec spec() {
        var changes = options.settings();
        k.ifPresent(value -> changes.put("k", value));
        weighting.ifPresent(value -> changes.put("weighting", value));
        preprocessing.ifPresent(value -> changes.put("preprocessing", value));
        rerank.ifPresent(value -> changes.put("rerank", value));
        references.ifPresent(value -> changes.put("references", value));
        return NeighborSpec.plain().with(changes);
    }
}
