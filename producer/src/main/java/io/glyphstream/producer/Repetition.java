package io.glyphstream.producer;

/** How often a source is fed. */
public enum Repetition {
    /** Each image once. */
    ONCE,
    /** Round after round, until the count is reached or somebody stops it. */
    ENDLESS
}
