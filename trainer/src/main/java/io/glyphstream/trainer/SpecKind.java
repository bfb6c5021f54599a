package io.glyphstream.trainer;

import io.glyphstream.model.ModelKind;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A kind of model that can be trained: what commands and recipes call it, and how its specs are read.
 *
 * @param models the kinds of the models that its specs make, the usual one first
 * @param name in recipes and on the command line: {@code mlp}; it never changes
 * @param presets where settings can begin, the usual one first; empty for a kind without presets
 * @param weights whether a training can begin with the weights of another model of the kind
 * @param reader makes specs
 */
public record SpecKind(
        List<ModelKind<?>> models, String name, List<String> presets, Weights weights, SpecReader reader) {

    /** What a training can begin with. */
    public enum Weights {
        /** Nothing: the model is fitted in one go. */
        NONE,
        /** Random weights, or those of another model of the kind. */
        OWN_OR_OF_ANOTHER
    }

    /** Reads the specs of a kind. */
    public interface SpecReader {

        /**
         * Returns a spec.
         *
         * @param preset where settings begin; empty where all are given, and for a kind without presets
         * @param seed what everything random is drawn from
         * @param settings those that were chosen
         * @throws IllegalArgumentException when there is no such preset or setting, or a value is not allowed
         */
        ModelSpec read(String preset, long seed, Map<String, String> settings);
    }

    public SpecKind {
        models = List.copyOf(models);
        presets = List.copyOf(presets);
    }

    /** Returns whether a training can begin with the weights of a model, by the name of the model's kind. */
    public boolean canBeginWith(String modelKind) {
        return weights == Weights.OWN_OR_OF_ANOTHER
                && models.stream().anyMatch(model -> model.name().equals(modelKind));
    }

    /** Returns the names of the kinds of its models, for messages: {@code network or ensemble}. */
    String modelNames() {
        return models.stream().map(ModelKind::name).collect(Collectors.joining(" or "));
    }
}
