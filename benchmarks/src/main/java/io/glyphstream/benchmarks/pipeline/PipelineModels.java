package io.glyphstream.benchmarks.pipeline;

import io.glyphstream.datasets.Dataset;
import io.glyphstream.model.neighbors.NeighborSettings;
import io.glyphstream.model.neighbors.Preprocessing;
import io.glyphstream.model.neighbors.Weighting;
import io.glyphstream.trainer.ModelSpec;
import io.glyphstream.trainer.ModelTrainer;
import io.glyphstream.trainer.NeighborSpec;
import io.glyphstream.trainer.PerceptronSpec;
import io.glyphstream.trainer.TrainedModel;
import io.glyphstream.trainer.TrainerListener;
import java.time.Clock;
import java.util.Map;
import java.util.OptionalInt;

/** The models that a pipeline is measured with: as large as real ones, trained no longer than their speed needs. */
public final class PipelineModels {

    private static final int SMALL_HIDDEN = 128;

    private final Dataset dataset;
    private final int hidden;
    private final int neighbors;
    private final ModelTrainer trainer = new ModelTrainer(1, Clock.systemUTC());

    /**
     * @param hidden units of the perceptron's hidden layer
     * @param neighbors how many vote
     */
    public PipelineModels(Dataset dataset, int hidden, int neighbors) {
        this.dataset = dataset;
        this.hidden = hidden;
        this.neighbors = neighbors;
    }

    /**
     * Returns a model.
     *
     * @param name one that a {@link Variant} serves
     * @param version of two versions of one name no two bytes need be the same, but they cost the same
     */
    TrainedModel train(String name, int version) {
        return trainer.train(dataset, spec(name, version), TrainerListener.silent());
    }

    private ModelSpec spec(String name, int version) {
        return switch (name) {
            case "mlp" -> perceptron(hidden, version);
            case "small" -> perceptron(SMALL_HIDDEN, version);
            case "knn" -> neighbors(version);
            default -> throw new IllegalArgumentException("no such model: " + name);
        };
    }

    private static ModelSpec perceptron(int width, int seed) {
        return PerceptronSpec.quick(seed).with(Map.of("hidden", Integer.toString(width), "epochs", "1"));
    }

    /** Another version does without one of the references. */
    private ModelSpec neighbors(int version) {
        var settings = new NeighborSettings(neighbors, Weighting.UNIFORM, Preprocessing.NONE);
        return new NeighborSpec(settings, OptionalInt.of(dataset.training().size() - version + 1));
    }
}
