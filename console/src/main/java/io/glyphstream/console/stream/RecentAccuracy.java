package io.glyphstream.console.stream;

import io.glyphstream.schemas.ModelReference;

/**
 * How right a version was in the last 30 seconds.
 *
 * @param seen images with a known truth
 * @param lower lower end of the Wilson 95 % interval
 * @param upper upper end of it
 */
public record RecentAccuracy(ModelReference model, long seen, long correct, double lower, double upper) {

    /** Returns the share of right answers. */
    public double accuracy() {
        return (double) correct / seen;
    }
}
