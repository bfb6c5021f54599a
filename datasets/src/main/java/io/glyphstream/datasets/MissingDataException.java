package io.glyphstream.datasets;

/** Data that is nowhere to be found, neither on this machine nor on a mirror. The message says where to put the files. */
public final class MissingDataException extends DataException {

    private static final long serialVersionUID = 1;

    public MissingDataException(String message) {
        super(message);
    }
}
