package io.glyphstream.cli.demo;

/**
 * What happens in the story of drift, counted in images of the stream.
 *
 * @param learned the first champion learns from so many upright images
 * @param upright so many images come as they are
 * @param turning with so many more the angle grows to {@link #DEGREES}; it stays there
 * @param most after so many images the story ends, whatever has become of it
 * @param window accuracy is that of so many images
 * @param rate images a second
 * @param seed of the models, and of the order of the images
 */
record StorySettings(int learned, int upright, int turning, long most, int window, double rate, long seed) {

    /** The angle at the end. */
    static final double DEGREES = 40;

    /** The accuracy is back when it is that of before, less what chance takes from a good window. */
    static final double MARGIN = 0.01;

    private static final int LEARNED = 2_500;
    private static final int UPRIGHT = 1_500;
    private static final int TURNING = 2_000;
    private static final int WINDOW = 500;
    private static final long MOST = 40_000;

    StorySettings {
        if (learned < 1 || turning < 1) {
            throw new IllegalArgumentException(
                    "images learned and turning must be at least 1 but were " + learned + " and " + turning);
        }
        if (window < 1 || upright < window) {
            throw new IllegalArgumentException(
                    "upright images must be at least those of a window, and these at least 1," + " but were " + upright
                            + " and " + window);
        }
        if (most < 1) {
            throw new IllegalArgumentException("images must be at least 1 but was " + most);
        }
        if (!(rate > 0)) {
            throw new IllegalArgumentException("rate must be above 0 images a second but was " + rate);
        }
    }

    /** Returns the usual story at the rate, and with the limit and the seed, of a demo. */
    static StorySettings drift(DemoSettings demo) {
        return new StorySettings(
                LEARNED, UPRIGHT, TURNING, demo.images().orElse(MOST), WINDOW, demo.rate(), demo.seed());
    }

    /** Returns by how much an image is turned, in degrees. */
    double degreesAt(long number) {
        return DEGREES * Math.max(0, Math.min(1, (number - upright + 1.0) / turning));
    }

    /** Returns the first image that is turned as far as any. */
    long fullyTurned() {
        return (long) upright + turning - 1;
    }
}
