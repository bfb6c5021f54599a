package io.glyphstream.model;

import java.util.Arrays;

/** What a classifier says about a batch of images: one output for every image and class. */
public final class Scores {

    private final int classes;
    private final float[] outputs;

    /**
     * Returns the scores that these outputs are.
     *
     * @param outputs (images x classes), row-major: probabilities, shares of votes, or the values of linear outputs. Not
     *     copied: the caller must not write to it afterwards.
     */
    public Scores(int classes, float[] outputs) {
        if (classes < 1) {
            throw new IllegalArgumentException("classes must be at least 1 but was " + classes);
        }
        if (outputs.length % classes != 0) {
            throw new IllegalArgumentException(
                    "outputs must be a multiple of " + classes + " classes but was " + outputs.length);
        }
        this.classes = classes;
        this.outputs = outputs;
    }

    /** Returns the number of images. */
    public int size() {
        return outputs.length / classes;
    }

    /** Returns the number of classes. */
    public int classes() {
        return classes;
    }

    /** Returns the class with the largest output; the lower class on ties. */
    public int label(int image) {
        return largest(outputs, start(image), classes);
    }

    /** Returns the place of the largest of {@code count} values from {@code at} on, counted from there; the first of equals. */
    public static int largest(float[] values, int at, int count) {
        int best = 0;
        for (int i = 1; i < count; i++) {
            if (values[at + i] > values[at + best]) {
                best = i;
            }
        }
        return best;
    }

    /** Returns the label's output, limited to [0, 1]. */
    public float confidence(int image) {
        return Math.max(0, Math.min(1, output(image, label(image))));
    }

    /** Returns one image's output for one class. */
    public float output(int image, int label) {
        if (label < 0 || label >= classes) {
            throw new IndexOutOfBoundsException("label must be within [0, " + (classes - 1) + "] but was " + label);
        }
        return outputs[start(image) + label];
    }

    /** Returns a copy of one image's outputs, one for each class. */
    public float[] outputs(int image) {
        int start = start(image);
        return Arrays.copyOfRange(outputs, start, start + classes);
    }

    private int start(int image) {
        if (image < 0 || image >= size()) {
            throw new IndexOutOfBoundsException("image must be within [0, " + (size() - 1) + "] but was " + image);
        }
        return image * classes;
    }
}
