package io.glyphstream.trainer;

import io.glyphstream.datasets.LabeledImages;
import java.util.Map;

/**
 * Everything that decides what a model becomes, beside the data: the same spec and data give the same bytes.
 *
 * <p>Each class of specs belongs to a kind, which has an entry in {@link SpecKinds}.
 */
public interface ModelSpec {

    /** Returns the kind of this spec, which says what its recipes are called and how they are read back. */
    SpecKind kind();

    /** Returns the name such a model goes by unless the user says otherwise: {@code mlp} or {@code knn}. */
    default String defaultName() {
        return kind().name();
    }

    /** Returns the name of the preset where settings begin; empty where all are given. */
    default String presetName() {
        return "";
    }

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

    /**
     * Makes a model of training images.
     *
     * @throws IllegalArgumentException when the weights to begin with do not fit the images, before training
     */
    Fitted fit(Fitting fitting);
}
