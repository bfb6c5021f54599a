package io.glyphstream.trainer;

import io.glyphstream.model.Classifier;
import io.glyphstream.model.InvalidSnapshotException;
import io.glyphstream.model.Snapshots;
import io.glyphstream.registry.InvalidModelException;
import io.glyphstream.registry.References;
import io.glyphstream.registry.publishing.ModelCatalog;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.TrainingRecipe;
import java.util.Optional;

/** A published model whose weights a training begins with. */
public record StartingWeights(ModelReference reference, Classifier classifier) {

    /**
     * Returns the weights that a recipe begins with, if it names any and its kind has weights.
     *
     * @throws IllegalArgumentException when the model is not published any more, not whole, or of another kind
     */
    public static Optional<StartingWeights> of(TrainingRecipe recipe, ModelCatalog catalog) {
        var kind = Recipes.kind(recipe);
        return Optional.ofNullable(recipe.getStart())
                .filter(reference -> kind.weights() == SpecKind.Weights.OWN_OR_OF_ANOTHER)
                .map(reference -> read(reference, kind, catalog));
    }

    private static StartingWeights read(ModelReference reference, SpecKind kind, ModelCatalog catalog) {
        var name = "the model whose weights it began with, " + References.text(reference) + ",";
        try {
            var manifest = catalog.find(reference)
                    .orElseThrow(() -> new IllegalArgumentException(
                            name + " is not published any more (SHA-256 " + Digests.hex(reference.getSha256()) + ")"));
            var classifier = Snapshots.read(catalog.snapshot(manifest));
            if (kind.canBeginWith(classifier.kind().name())) {
                return new StartingWeights(reference, classifier);
            }
            throw new IllegalArgumentException(name + " is no " + kind.modelNames());
        } catch (InvalidModelException | InvalidSnapshotException damaged) {
            throw new IllegalArgumentException(name + " cannot be read: " + damaged.getMessage(), damaged);
        }
    }
}
