package io.glyphstream.trainer;

import java.util.Map;

/** Everything that decides what a model becomes, beside the data: the same spec and data give the same bytes. */
public sealed interface ModelSpec permits PerceptronSpec, NeighborSpec {

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
}
