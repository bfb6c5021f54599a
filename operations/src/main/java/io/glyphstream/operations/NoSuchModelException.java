package io.glyphstream.operations;

/** A model version that was asked for is not there, or cannot be read or named; the message says which and why. */
public final class NoSuchModelException extends RuntimeException {

    private static final long serialVersionUID = 1;

    NoSuchModelException(String message) {
        super(message);
    }
}
