package io.glyphstream.trainer.release;

/** What becomes of a published model that the gate did not let through. */
public enum NotPromoted {
    /** It waits on the models topic for somebody's decision. */
    WAITS,
    /** It challenges the champion: it is scored on every image beside it. */
    CHALLENGES
}
