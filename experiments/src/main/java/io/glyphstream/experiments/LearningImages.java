package io.glyphstream.experiments;

import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.model.Examples;

/** Images of a data set as the mathematics takes them. */
final class LearningImages {

    private LearningImages() {}

    static Examples of(LabeledImages images) {
        return new Examples(images.rows(), images.columns(), images.classes(), images.pixels(), images.labels());
    }
}
