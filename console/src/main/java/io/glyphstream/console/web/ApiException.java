package io.glyphstream.console.web;

/** A request that cannot be answered, with what the user can do. */
public final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int code;
    private final String advice;

    /**
     * Makes the answer to such a request.
     *
     * @param code of HTTP: 400 for a mistake in the request, 404 for what is not there, 409 for what the pipeline refuses
     * @param what what happened, with the value
     * @param advice what to do; empty if there is nothing
     */
    public ApiException(int code, String what, String advice) {
        super(what);
        this.code = code;
        this.advice = advice;
    }

    int code() {
        return code;
    }

    String advice() {
        return advice;
    }
}
