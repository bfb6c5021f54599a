package io.glyphstream.datasets;

/** Data that is bad or cannot be had. The message says which file or folder, the rule, and the value that broke it. */
public sealed class DataException extends RuntimeException permits MissingDataException {

    private static final long serialVersionUID = 1;

    public DataException(String message) {
        super(message);
    }

    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
