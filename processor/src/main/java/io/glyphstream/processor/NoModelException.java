package io.glyphstream.processor;

/** Says that no model is in service, so that no image can be answered now. No record is to blame for it. */
final class NoModelException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    NoModelException() {
        super("no model is in service");
    }
}
