package io.glyphstream.processor;

/** No model is in service, so no image can be answered now. No record caused this. */
final class NoModelException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    NoModelException() {
        super("no model is in service");
    }
}
