package io.glyphstream.learning.window;

import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.model.InputShape;
import io.glyphstream.schemas.ModelManifest;

/**
 * What images of a window have in common.
 *
 * @param input what a model of them takes
 * @param classes labels are within [0, classes)
 */
public record ImageShape(InputShape input, int classes) {

    public ImageShape {
        if (classes < 2 || classes > LabeledImages.MAX_CLASSES) {
            throw new IllegalArgumentException(
                    "classes must be within [2, " + LabeledImages.MAX_CLASSES + "] but was " + classes);
        }
    }

    /** Returns what gray images have in common. */
    public static ImageShape gray(int rows, int columns, int classes) {
        return new ImageShape(InputShape.gray(rows, columns), classes);
    }

    /** Returns what a model takes. */
    public static ImageShape of(ModelManifest manifest) {
        return new ImageShape(
                new InputShape(manifest.getRows(), manifest.getColumns(), manifest.getChannels()),
                manifest.getClasses());
    }
}
