package io.glyphstream.learning;

/** A model cannot be trained again; the message names the model and says why. */
public final class RetrainingException extends RuntimeException {

    private static final long serialVersionUID = 1;

    RetrainingException(String message) {
        super(message);
    }

    RetrainingException(String message, Throwable cause) {
        super(message, cause);
    }
}
