package io.glyphstream.model.neural;

import io.glyphstream.model.Classifier;
import io.glyphstream.model.Scores;

/** A network while it learns: the mathematics of one step. Its results do not depend on the number of threads. */
public interface Learner<C extends Classifier> {

    /** Learns from some images, and returns what it measured before the weights changed. */
    Measure learn(Batch batch, Step step);

    /** Returns a copy of what was learned so far. */
    C learned();

    /**
     * Returns the scores that a copy gives some images.
     *
     * @param pixels unsigned bytes, (images x rows x columns)
     */
    Scores score(C copy, byte[] pixels, int images);
}
