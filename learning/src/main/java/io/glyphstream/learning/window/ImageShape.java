package io.glyphstream.learning.window;

import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.schemas.ModelManifest;

/**
 * What images of a window have in common.
 *
 * @param classes labels are within [0, classes)
 */
public record ImageShape(int rows, int columns, int classes) {

    public ImageShape {
        if (rows < 1 || columns < 1) {
            throw new IllegalArgumentException("an image must have pixels but was " + rows + " x " + columns);
        }
        if (classes < 2 || classes > LabeledImages.MAX_CLASSES) {
            throw new IllegalArgumentException(
                    "classes must be within [2, " + LabeledImages.MAX_CLASSES + "] but was " + classes);
        }
    }

    /** Returns what a model takes. */
    public static ImageShape of(ModelManifest manifest) {
        return new ImageShape(manifest.getRows(), manifest.getColumns(), manifest.getClasses());
    }
}
