package io.glyphstream.processor.resume;

/** Images were answered, but nothing says how far this application has come: a person must decide where it begins. */
public final class UnknownPositionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownPositionException(String message) {
        super(message);
    }
}
