package io.glyphstream.trainer;

import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.TrainingRecipe;
import java.util.Optional;

/** Turns specs into the recipes that travel with models, and back. */
public final class Recipes {

    /**
     * The version of the training code. It is raised when the same recipe and data give other bytes than before; the test
     * of recipes has the digests of each version.
     */
    public static final int CODE_VERSION = 3;

    private Recipes() {}

    /** Returns the recipe of a spec, for a training that begins with the weights of {@code start} or with random ones. */
    public static TrainingRecipe of(ModelSpec spec, Optional<ModelReference> start) {
        return new TrainingRecipe(
                spec.kind().name(), spec.presetName(), spec.seed(), spec.settings(), start.orElse(null), CODE_VERSION);
    }

    /**
     * Returns the spec that a recipe was made of.
     *
     * @throws IllegalArgumentException when this release knows no such kind, preset or setting
     */
    public static ModelSpec spec(TrainingRecipe recipe) {
        return kind(recipe).reader().read(recipe.getPreset(), recipe.getSeed(), recipe.getSettings());
    }

    static SpecKind kind(TrainingRecipe recipe) {
        var kinds = SpecKinds.all();
        return kinds.named(recipe.getKind())
                .orElseThrow(() -> new IllegalArgumentException("the kind of a recipe must be "
                        + String.join(" or ", kinds.names()) + " but was '" + recipe.getKind() + "'"));
    }
}
