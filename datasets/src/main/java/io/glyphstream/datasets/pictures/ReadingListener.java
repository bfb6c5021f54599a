package io.glyphstream.datasets.pictures;

/** Listens to how far a folder of pictures is read. Called on the thread that reads the folder; what it throws ends the reading. */
@FunctionalInterface
public interface ReadingListener {

    /** Tells that {@code done} of {@code total} pictures are through one step of the work, such as {@code "reading pictures"}. */
    void read(String step, int done, int total);

    /** Returns the listener for which nobody waits. */
    static ReadingListener silent() {
        return (step, done, total) -> {};
    }
}
