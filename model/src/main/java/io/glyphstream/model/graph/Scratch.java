package io.glyphstream.model.graph;

/** Room that nodes use one after another. It is as large as the largest of them asked for. One thread's. */
final class Scratch {

    private int paddedSize;
    private int patchesSize;
    private float[] padded = {};
    private float[] patches = {};

    /** Asks for room for images with their padding. */
    void askForPadded(int values) {
        paddedSize = Math.max(paddedSize, values);
    }

    /** Asks for room for windows as rows of a matrix. */
    void askForPatches(int values) {
        patchesSize = Math.max(patchesSize, values);
    }

    float[] padded() {
        if (padded.length < paddedSize) {
            padded = new float[paddedSize];
        }
        return padded;
    }

    float[] patches() {
        if (patches.length < patchesSize) {
            patches = new float[patchesSize];
        }
        return patches;
    }
}
