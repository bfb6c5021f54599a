package io.glyphstream.trainer.release;

/** When a freshly published model becomes the champion. */
public enum Gate {
    /** At once. */
    ALWAYS,
    /** When it names more of the held-out images rightly than the champion does, or when there is no champion. */
    IF_BETTER,
    /**
     * When it does so by more than chance allows (McNemar's exact test, two-sided, at the level of 0.05), or when there is no
     * champion.
     */
    IF_SIGNIFICANT,
    /** Not by the trainer. */
    NEVER
}
