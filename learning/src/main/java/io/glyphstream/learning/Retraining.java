package io.glyphstream.learning;

import io.glyphstream.datasets.DataException;
import io.glyphstream.datasets.Dataset;
import io.glyphstream.learning.window.LogReader;
import io.glyphstream.learning.window.MissingRecordsException;
import io.glyphstream.learning.window.NamedWindow;
import io.glyphstream.operations.ReadProgress;
import io.glyphstream.registry.References;
import io.glyphstream.registry.publishing.ModelCatalog;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.LogData;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.Sha256;
import io.glyphstream.schemas.TrainingRecipe;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import io.glyphstream.trainer.ForeignModel;
import io.glyphstream.trainer.ModelSpec;
import io.glyphstream.trainer.ModelTrainer;
import io.glyphstream.trainer.Recipes;
import io.glyphstream.trainer.StartingWeights;
import io.glyphstream.trainer.TrainerListener;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The training of a published model, ready to be done again from what its manifest names. */
public final class Retraining {

    private final ModelManifest manifest;
    private final ModelSpec spec;
    private final Optional<StartingWeights> start;
    private final NamedData data;

    private Retraining(ModelManifest manifest, ModelSpec spec, Optional<StartingWeights> start, NamedData data) {
        this.manifest = manifest;
        this.spec = spec;
        this.start = start;
        this.data = data;
    }

    /**
     * Reads the data that a manifest names: records of the log, or a data set from a file. Also reads the weights that the
     * training began with.
     *
     * @param files returns the data set of a name, such as {@code mnist}
     * @throws RetrainingException when the manifest does not say how, or this release cannot do it
     * @throws MissingRecordsException when records of its data are not on the log any more
     * @throws DataException when the data set from a file is another
     */
    public static Retraining prepare(
            KafkaCluster cluster,
            Topics topics,
            ModelManifest manifest,
            Function<String, Dataset> files,
            ReadProgress progress)
            throws MissingRecordsException {
        var recipe = recipe(manifest);
        var spec = known(manifest, () -> Recipes.spec(recipe));
        @Nullable LogData log = manifest.getTraining().getLog();
        try (var catalog = new ModelCatalog(cluster, topics)) {
            var weights = known(manifest, () -> StartingWeights.of(recipe, catalog));
            var data = log == null
                    ? file(manifest, files)
                    : window(manifest, log, new LogReader(cluster, topics), progress);
            requireFit(manifest, data.dataset(), spec, weights);
            return new Retraining(manifest, spec, weights, data);
        }
    }

    /** Trains, and compares with the manifest. A training that is stopped makes another model. */
    public RetrainedModel train(ModelTrainer trainer, TrainerListener listener) {
        return RetrainedModel.of(manifest, data, trainer.train(data.dataset(), spec, start, listener));
    }

    private static TrainingRecipe recipe(ModelManifest manifest) {
        @Nullable TrainingRecipe recipe = manifest.getTraining().getRecipe();
        if (recipe == null) {
            throw failure(
                    manifest,
                    ForeignModel.isOne(manifest.getTraining())
                            ? "another program trained it, and its file does not say how"
                            : "an earlier release published it, and its manifest has no recipe");
        }
        return recipe;
    }

    private static NamedData window(ModelManifest manifest, LogData log, LogReader reader, ReadProgress progress)
            throws MissingRecordsException {
        var rule = known(manifest, () -> NamedWindow.rule(log));
        var window = new NamedWindow(reader).read(manifest, log, rule, progress);
        return new NamedData(window.dataset(), log.getSha256(), window.sha256());
    }

    private static NamedData file(ModelManifest manifest, Function<String, Dataset> files) {
        var facts = manifest.getTraining();
        var dataset = files.apply(facts.getDataset());
        var found = new Sha256(dataset.training().sha256());
        if (!found.equals(facts.getDatasetSha256())) {
            throw new DataException("the training images of " + dataset.name() + " have the SHA-256 "
                    + Digests.hex(found) + ", but " + References.text(manifest) + " was trained on those with "
                    + Digests.hex(facts.getDatasetSha256()));
        }
        return new NamedData(dataset, facts.getDatasetSha256(), found);
    }

    /** What was trained once fits; a manifest that was written by hand may not. */
    private static void requireFit(
            ModelManifest manifest, Dataset dataset, ModelSpec spec, Optional<StartingWeights> start) {
        known(manifest, () -> {
            ModelTrainer.requireFit(dataset, spec);
            return spec;
        });
        var training = dataset.training();
        if (start.map(StartingWeights::classifier)
                .filter(weights -> !weights.input()
                                .matches(
                                        training.shape().rows(),
                                        training.shape().columns(),
                                        training.shape().channels())
                        || weights.classes() != training.classes())
                .isPresent()) {
            throw failure(manifest, "the weights it began with are for images of another size or for other classes");
        }
    }

    private static <T> T known(ModelManifest manifest, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException unknown) {
            throw new RetrainingException(text(manifest, String.valueOf(unknown.getMessage())), unknown);
        }
    }

    private static RetrainingException failure(ModelManifest manifest, String why) {
        return new RetrainingException(text(manifest, why));
    }

    private static String text(ModelManifest manifest, String why) {
        return References.text(manifest) + " cannot be trained again: " + why;
    }
}
