package io.glyphstream.model;

/**
 * A fitted model that names the class of an image.
 *
 * <p>Immutable and thread-safe, so that one instance serves every thread. The scores of an image depend on the image
 * and the model alone: they are the same bits whatever else is in the batch, whatever the number of threads, the width
 * of the machine's vectors, or the machine.
 *
 * <p>Each kind of model has a package of its own and one entry in {@link ModelKinds}; a test says so of every class that
 * implements this.
 */
public interface Classifier {

    /** Returns the kind of this model, which is the same for all of its class; snapshots and manifests name it. */
    ModelKind<?> kind();

    /** Returns the height of the images this model was fitted to. */
    int rows();

    /** Returns the width of the images this model was fitted to. */
    int columns();

    /** Returns the number of classes, which are named 0 to classes - 1. */
    int classes();

    /**
     * Returns the scores of every image.
     *
     * @param pixels unsigned bytes, (images x rows x columns), row-major
     * @throws IllegalArgumentException if the length of {@code pixels} is not images x rows x columns
     */
    Scores score(byte[] pixels, int images);
}
