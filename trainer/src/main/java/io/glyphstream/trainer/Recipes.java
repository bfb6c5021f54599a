package io.glyphstream.trainer;

import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.TrainingRecipe;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Turns specs into the recipes that travel with models, and back. */
public final class Recipes {

    /**
     * The version of the training code. It is raised when the same recipe and data give other bytes than before; the test
     * of recipes has the digests of each version.
     */
    public static final int CODE_VERSION = 1;

    private static final String PERCEPTRON = "mlp";
    private static final String NEIGHBORS = "knn";

    private Recipes() {}

    /** Returns the recipe of a spec, for a training that begins with the weights of {@code start} or with random ones. */
    public static TrainingRecipe of(ModelSpec spec, Optional<ModelReference> start) {
        return spec.accept(new ModelSpec.Visitor<>() {
            @Override
            public TrainingRecipe perceptron(PerceptronSpec given) {
                return recipe(PERCEPTRON, "", given, start);
            }

            @Override
            public TrainingRecipe plan(PerceptronPlan plan) {
                return recipe(PERCEPTRON, plan.preset().name().toLowerCase(Locale.ROOT), plan, start);
            }

            @Override
            public TrainingRecipe neighbors(NeighborSpec given) {
                return recipe(NEIGHBORS, "", given, start);
            }
        });
    }

    /**
     * Returns the spec that a recipe was made of.
     *
     * @throws IllegalArgumentException when this release knows no such kind, preset or setting
     */
    public static ModelSpec spec(TrainingRecipe recipe) {
        return switch (recipe.getKind()) {
            case NEIGHBORS -> NeighborSpec.plain().with(recipe.getSettings());
            case PERCEPTRON ->
                recipe.getPreset().isEmpty()
                        ? PerceptronSpec.quick(recipe.getSeed()).with(recipe.getSettings())
                        : PerceptronPlan.of(preset(recipe.getPreset()), recipe.getSeed())
                                .with(recipe.getSettings());
            default ->
                throw new IllegalArgumentException(
                        "the kind of a recipe must be mlp or knn but was '" + recipe.getKind() + "'");
        };
    }

    private static TrainingRecipe recipe(String kind, String preset, ModelSpec spec, Optional<ModelReference> start) {
        return new TrainingRecipe(kind, preset, spec.seed(), spec.settings(), start.orElse(null), CODE_VERSION);
    }

    private static Preset preset(String name) {
        return Arrays.stream(Preset.values())
                .filter(preset -> preset.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the preset of a recipe must be quick or accurate but was '" + name + "'"));
    }
}
