package io.glyphstream.cli.soak;

/** A soak could not begin: what happened, and where to look. */
public final class SoakFailedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String advice;

    public SoakFailedException(String what, String advice) {
        super(what);
        this.advice = advice;
    }

    String advice() {
        return advice;
    }
}
