package io.glyphstream.verifier.report;

/**
 * What to make of losses that cannot be undone: records that retention removed in time, or topics that were deleted and
 * created again.
 */
public enum Losses {
    /** A loss is a problem. */
    REFUSED,
    /** A loss is known to the operator: it is reported, and all else decides. */
    ACCEPTED
}
