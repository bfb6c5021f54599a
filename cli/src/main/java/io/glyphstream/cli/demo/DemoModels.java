package io.glyphstream.cli.demo;

import io.glyphstream.datasets.Dataset;
import io.glyphstream.trainer.ModelSpec;
import io.glyphstream.trainer.ModelTrainer;
import io.glyphstream.trainer.NeighborSpec;
import io.glyphstream.trainer.PerceptronSpec;
import io.glyphstream.trainer.TrainedModel;
import io.glyphstream.trainer.TrainerListener;
import java.time.Clock;
import java.util.Map;

/** The models of a demo: two to begin with, and a better one to swap in. */
final class DemoModels {

    /* The index is measured on so many images only: ten thousand would keep people waiting. */
    private static final int HELD_OUT_FOR_NEIGHBORS = 500;

    /* Small, soon done, and from the images as they are. */
    private static final Map<String, String> FIRST = Map.of(
            "hidden", "256", "epochs", "2", "shift", "0", "rotation", "0", "scale", "0", "shear", "0", "elastic", "0");

    /* Learns from distorted images, too; the usual size would take a laptop longer than people like to watch. */
    private static final Map<String, String> BETTER = Map.of("hidden", "256", "epochs", "5");

    private final Dataset dataset;
    private final long seed;
    private final Clock clock;

    DemoModels(Dataset dataset, long seed, Clock clock) {
        this.dataset = dataset;
        this.seed = seed;
        this.clock = clock;
    }

    /** Returns a perceptron that took a few seconds. */
    TrainedModel firstPerceptron() {
        ModelSpec spec = PerceptronSpec.quick(seed).with(FIRST);
        return trainer().train(dataset, spec, TrainerListener.silent());
    }

    /** Returns all training images as the references of three nearest neighbors. */
    TrainedModel neighbors() {
        var heldOut = dataset.test()
                .range(0, Math.min(HELD_OUT_FOR_NEIGHBORS, dataset.test().size()));
        var shortened = new Dataset(dataset.name(), dataset.training(), heldOut, dataset.classNames());
        return trainer().train(shortened, NeighborSpec.plain(), TrainerListener.silent());
    }

    /** Returns a perceptron that took its time, or the best so far when the trainer is stopped. */
    TrainedModel betterPerceptron(ModelTrainer trainer, TrainerListener listener) {
        return trainer.train(dataset, PerceptronSpec.quick(seed).with(BETTER), listener);
    }

    /** Returns a trainer that leaves a core to everything else. */
    ModelTrainer trainer() {
        return new ModelTrainer(Math.max(1, Runtime.getRuntime().availableProcessors() - 1), clock);
    }
}
