package io.glyphstream.trainer;

import io.glyphstream.model.neural.LearningSettings;
import java.util.Map;

/** The spec of a network that learns step by step, with settings that are all given. */
interface LearningSpec<S extends LearningSpec<S>> extends ModelSpec {

    /** Returns how the network learns. */
    LearningSettings learning();

    /** Returns the share of the training images that is set apart. */
    double validationShare();

    @Override
    S with(Map<String, String> changes);

    /** Refuses a share that leaves no images to learn from. */
    static void requireShare(double validationShare) {
        if (!(validationShare >= 0 && validationShare < 1)) {
            throw new IllegalArgumentException("validation share must be within [0, 1) but was " + validationShare);
        }
    }
}
