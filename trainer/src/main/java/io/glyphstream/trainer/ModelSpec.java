package io.glyphstream.trainer;

import io.glyphstream.datasets.LabeledImages;
import java.util.Map;

/** Everything that decides what a model becomes, beside the data: the same spec and data give the same bytes. */
public sealed interface ModelSpec permits PerceptronSpec, PerceptronPlan, NeighborSpec {

    /** Returns the name such a model goes by unless the user says otherwise: {@code mlp} or {@code knn}. */
    String defaultName();

    /** Returns the seed that everything random is drawn from; 0 where nothing is random. */
    long seed();

    /** Returns all settings as text; {@link #with} reads them back. */
    Map<String, String> settings();

    /**
     * Returns the spec with other values for some settings.
     *
     * @param changes by the names that {@link #settings} has, for example {@code learning-rate} to {@code 0.002}
     * @throws IllegalArgumentException when a name is not known or has no meaning here, or a value is not allowed
     */
    ModelSpec with(Map<String, String> changes);

    /**
     * Refuses training images that this spec has no meaning for.
     *
     * @throws IllegalArgumentException with the rule and the value
     */
    default void requireFit(LabeledImages training) {}

    /** Returns what the visitor says of this kind of spec. */
    <T> T accept(Visitor<T> visitor);

    /** Something that differs from one kind of spec to another. */
    interface Visitor<T> {

        /** Settings that are all given. */
        T perceptron(PerceptronSpec spec);

        /** Settings that follow from the data. */
        T plan(PerceptronPlan plan);

        /** References to compare with. */
        T neighbors(NeighborSpec spec);
    }
}
