package io.glyphstream.processor.settings;

/** How many images are scored at a time. The scores are the same bits either way. */
public enum Scoring {
    /** All that one poll brought, in slices: no image waits for another, and the batch grows with the load. */
    POLL,
    /** One by one. */
    SINGLE
}
