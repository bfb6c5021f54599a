package io.glyphstream.learning.window;

/** The data of a model cannot be pinned; the message names the model and says why. */
public final class PinException extends RuntimeException {

    private static final long serialVersionUID = 1;

    PinException(String message) {
        super(message);
    }

    PinException(String message, Throwable cause) {
        super(message, cause);
    }
}
