package io.glyphstream.registry.publishing;

/** Listens to the progress of a publication. */
@FunctionalInterface
public interface PublishListener {
    /** So many of the snapshot's bytes have been acknowledged by the broker, or were there before. */
    void published(long bytes, long total);

    /** Returns a listener that does nothing. */
    static PublishListener silent() {
        return (bytes, total) -> {};
    }
}
