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

    /** Returns the shape of the images that this model was fitted to. */
    InputShape input();

    /** Returns the height of its images. */
    default int rows() {
        return input().rows();
    }

    /** Returns the width of its images. */
    default int columns() {
        return input().columns();
    }

    /** Returns the number of classes, which are named 0 to classes - 1. */
    int classes();

    /**
     * Returns the scores of every image.
     *
     * @param pixels unsigned bytes, (images x rows x columns x channels), row-major
     * @throws IllegalArgumentException if the length of {@code pixels} is not that of so many images
     */
    Scores score(byte[] pixels, int images);
}
