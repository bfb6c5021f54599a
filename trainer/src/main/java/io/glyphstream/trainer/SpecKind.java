package io.glyphstream.trainer;

import io.glyphstream.model.ModelKind;
import java.util.List;
import java.util.Map;

/**
 * A kind of model that can be trained: what commands and recipes call it, and how its specs are read.
 *
 * @param model the kind of the models that its specs make
 * @param name in recipes and on the command line: {@code mlp}; it never changes
 * @param presets where settings can begin, the usual one first; empty for a kind without presets
 * @param weights whether a training can begin with the weights of another model of the kind
 * @param reader makes specs
 */
public record SpecKind(ModelKind<?> model, String name, List<String> presets, Weights weights, SpecReader reader) {

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
        presets = List.copyOf(presets);
    }

    /** Returns whether a training can begin with the weights of a model, by the name of the model's kind. */
    public boolean canBeginWith(String modelKind) {
        return weights == Weights.OWN_OR_OF_ANOTHER && model.name().equals(modelKind);
    }
}
