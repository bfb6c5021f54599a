package io.glyphstream.learning.service;

import io.glyphstream.drift.Adwin;

/**
 * How drift is looked for.
 *
 * @param delta of ADWIN: the chance of an alarm at one look where nothing changed, within (0, 1)
 * @param window how many answers are compared at a time with those on the reference images, at least 2
 * @param level the chance of an alarm of one such comparison where nothing changed, within (0, 1)
 */
public record DriftSettings(double delta, int window, double level) {

    /** ADWIN's own. */
    public static final double USUAL_DELTA = Adwin.DEFAULT_DELTA;

    public DriftSettings {
        if (!(delta > 0 && delta < 1)) {
            throw new IllegalArgumentException("delta must be between 0 and 1 but was " + delta);
        }
        if (window < 2) {
            throw new IllegalArgumentException("answers of a window must be at least 2 but were " + window);
        }
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("level must be between 0 and 1 but was " + level);
        }
    }
}
