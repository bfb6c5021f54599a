package io.glyphstream.matrix;

/** The task of finding the largest value of each channel in windows, and of giving its slope back to it. */
public final class Pool {

    final float[] images;
    final float[] largest;
    final Windows windows;
    final int channels;

    /**
     * Returns the task.
     *
     * @param largest the largest value of each window and channel, window by window
     */
    public Pool(float[] images, float[] largest, Windows windows, int channels) {
        this.images = images;
        this.largest = largest;
        this.windows = windows;
        this.channels = channels;
    }
}
