package io.glyphstream.cli.command;

/** A command cannot do its work: what happened with the value, what to do about it, and the exit code. */
public final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final ExitCode exitCode;
    private final String advice;

    /** An empty advice is left out. */
    public CommandException(ExitCode exitCode, String what, String advice) {
        super(what);
        this.exitCode = exitCode;
        this.advice = advice;
    }

    ExitCode exitCode() {
        return exitCode;
    }

    String advice() {
        return advice;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
