package io.glyphstream.datasets;

/** Data that is nowhere to be found, neither on this machine nor on a mirror. */
public final class MissingDataException extends DataException {

    private static final long serialVersionUID = 1;

    private final String what;
    private final String advice;

    /**
     * Tells what is missing, and what to do.
     *
     * @param advice a sentence without a full stop: where to put the files
     */
    public MissingDataException(String what, String advice) {
        super(what + ". " + advice);
        this.what = what;
        this.advice = advice;
    }

    /** Returns what is missing, and where it was looked for. */
    public String what() {
        return what;
    }

    /** Returns what to do. */
    public String advice() {
        return advice;
    }
}
