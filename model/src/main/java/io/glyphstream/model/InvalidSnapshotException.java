package io.glyphstream.model;

/** Bytes that are no usable snapshot of a model; the message gives the rule and the value that breaks it. */
public final class InvalidSnapshotException extends Exception {

    private static final long serialVersionUID = 1L;

    public InvalidSnapshotException(String message) {
        super(message);
    }

    public InvalidSnapshotException(String message, Throwable cause) {
        super(message, cause);
    }
}
