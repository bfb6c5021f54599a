package io.glyphstream.verifier.report;

/** A way in which a promise is broken. */
public enum Finding {
    /** A transaction that stayed open and hides records of a topic that is verified. */
    OPEN_TRANSACTION(false),
    /** Records of an older topic of the same name: the topic was deleted and created again. */
    FORMER_TOPIC(true),
    /** An input without an outcome, which retention removed; or whose dead letter it may have removed. */
    LOST(true),
    /** An input without an outcome. */
    MISSING(false),
    /** An input with more than one outcome. */
    DUPLICATE(false),
    /** An outcome more than one by a processor that promised at least one: told, and no failure. */
    REPEATED(false),
    /** An output that is nobody's outcome, or no record of its topic at all. */
    FOREIGN(false),
    /** An answer that comes after that to a later input, or by an older deployment than one before it. */
    DISORDERED(false),
    /** An outcome that says something else than its input, or than it says itself elsewhere. */
    CONTRADICTION(false),
    /** A deployment that a later release wrote, so that nobody here knows what is in force. */
    LATER_RELEASE(false),
    /** A score by a version that was not published, is not fit to serve, or was not deployed in that role. */
    UNKNOWN_VERSION(false),
    /** A score that the named version does not give. */
    MISMATCH(false),
    /** An accuracy that the predictions do not give. */
    ACCURACY(false),
    /** Held-out figures of a published version that its snapshot does not give on the images that its manifest names. */
    FIGURES(false),
    /** An input that the processors have not committed. */
    UNCOMMITTED(false);

    private final boolean loss;

    Finding(boolean loss) {
        this.loss = loss;
    }

    /** Returns whether this is a loss that an operator may know of and accept: records are gone, and nothing is wrong in the rest. */
    public boolean isLoss() {
        return loss;
    }
}
