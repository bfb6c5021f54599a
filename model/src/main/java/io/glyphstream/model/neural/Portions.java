package io.glyphstream.model.neural;

import io.glyphstream.model.Scores;

/** Images that go through a network in portions, so that what flows between its layers stays in the caches. */
public final class Portions {

    private static final int MOST_AT_ONCE = 64;
    private static final long VALUES_AT_ONCE = 1 << 18;

    private Portions() {}

    /** Returns how many images go through a network at once, at least 1, if each of them needs room for so many values. */
    public static int size(long values) {
        return (int) Math.max(1, Math.min(MOST_AT_ONCE, VALUES_AT_ONCE / values));
    }

    /**
     * Returns the scores of images, portion by portion.
     *
     * @param images how many there are
     * @param portion how many of them go through the network at once
     */
    public static Scores score(int images, int portion, int classes, OutputLayer output, Forward forward) {
        var outputs = new float[Math.multiplyExact(images, classes)];
        for (int first = 0; first < images; first += portion) {
            int count = Math.min(portion, images - first);
            System.arraycopy(forward.apply(first, count), 0, outputs, first * classes, count * classes);
        }
        for (int image = 0; image < images; image++) {
            Activations.finish(output, outputs, image * classes, classes);
        }
        return new Scores(classes, outputs);
    }

    /** A network at work on a portion. */
    @FunctionalInterface
    public interface Forward {

        /** Returns the values of the last layer, (count x classes), for {@code count} images from the first on. */
        float[] apply(int first, int count);
    }
}
