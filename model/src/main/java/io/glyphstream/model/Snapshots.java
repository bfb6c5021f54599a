package io.glyphstream.model;

/** Models as bytes: compact, versioned, and checked on reading. */
public final class Snapshots {

    /** The version of the format that {@link #write} writes. */
    public static final int FORMAT = 1;

    private Snapshots() {}

    /** Returns the model as bytes; the same model always gives the same bytes. */
    public static byte[] write(Classifier classifier) {
        throw new UnsupportedOperationException(classifier.kind());
    }

    /**
     * Returns the model that these bytes are.
     *
     * @throws InvalidSnapshotException if they are no whole and sound snapshot of a format that this version reads
     */
    public static Classifier read(byte[] snapshot) throws InvalidSnapshotException {
        throw new InvalidSnapshotException("not there yet: " + snapshot.length);
    }
}
