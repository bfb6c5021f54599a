package io.glyphstream.operations;

/** A topic that is to be read is not there; the message names it. */
public final class MissingTopicException extends RuntimeException {

    private static final long serialVersionUID = 1;

    MissingTopicException(String topic) {
        super("there is no topic " + topic);
    }
}
