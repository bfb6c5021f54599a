package io.glyphstream.trainer;

/** When a freshly published model becomes the champion. */
public enum Gate {
    /** At once. */
    ALWAYS,
    /** When it names more of the held-out images rightly than the champion does, or when there is no champion. */
    IF_BETTER,
    /** Not by the trainer. */
    NEVER
}
