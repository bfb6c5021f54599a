package io.glyphstream.registry;

/** Says why a published version must not serve; the message is complete without a stack trace. */
public final class InvalidModelException extends Exception {
    private static final long serialVersionUID = 1L;

    /** A reason such as {@code chunk 3 of 52 is missing}. */
    public InvalidModelException(String reason) {
        super(reason);
    }

    /** A reason with the failure that it came from. */
    public InvalidModelException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
