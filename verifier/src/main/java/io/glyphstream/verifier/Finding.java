package io.glyphstream.verifier;

/** A way in which a promise is broken. */
public enum Finding {
    /** An input without an outcome. */
    MISSING,
    /** An input with more than one outcome. */
    DUPLICATE,
    /** An output that is nobody's outcome, or no record of its topic at all. */
    FOREIGN,
    /** An answer that comes after that to a later input, or by an older deployment than one before it. */
    DISORDERED,
    /** An outcome that says something else than its input, or than it says itself elsewhere. */
    CONTRADICTION,
    /** A score by a version that was not published, is not fit to serve, or was not deployed in that role then. */
    UNKNOWN_VERSION,
    /** A score that the named version does not give. */
    MISMATCH,
    /** An accuracy that the predictions do not give. */
    ACCURACY,
    /** An input that the processors have not committed. */
    UNCOMMITTED
}
