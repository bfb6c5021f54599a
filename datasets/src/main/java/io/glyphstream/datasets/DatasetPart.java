package io.glyphstream.datasets;

/** The two halves of a dataset. */
public enum DatasetPart {
    TRAINING,
    TEST
}
