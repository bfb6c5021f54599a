package io.glyphstream.datasets.catalog;

/** Listens to the progress of a download. Called often, from the thread that downloads. */
@FunctionalInterface
public interface ProgressListener {

    /** A total that nobody knows. */
    long UNKNOWN = -1;

    /**
     * Tells that {@code done} of {@code total} bytes are there.
     *
     * @param what the work, such as {@code "downloading train-images-idx3-ubyte.gz"}; it changes when the next piece begins
     * @param total {@link #UNKNOWN} when nobody knows
     */
    void progress(String what, long done, long total);

    /** Returns the listener for which nobody waits. */
    static ProgressListener silent() {
        return (what, done, total) -> {};
    }
}
