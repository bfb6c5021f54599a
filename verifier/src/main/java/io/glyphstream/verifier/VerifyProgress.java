package io.glyphstream.verifier;

/** Is told how far a verification is. */
@FunctionalInterface
public interface VerifyProgress {
    /** Called when so many of so many records have been looked at; called by many threads. */
    void progress(long done, long total);
}
