package io.glyphstream.registry.publishing;

/** A publication failed; the message says why, and whether anything of it is visible. */
public final class PublishException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PublishException(String message) {
        super(message);
    }

    PublishException(String message, Throwable cause) {
        super(message, cause);
    }
}
