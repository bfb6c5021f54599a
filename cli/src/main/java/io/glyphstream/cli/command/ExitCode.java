package io.glyphstream.cli.command;

/** What the command's exit code tells the shell. */
public enum ExitCode {
    OK(0),
    /** Something went wrong, or a check found what it looked for. */
    FAILED(1),
    /** The command line is wrong. */
    USAGE(2),
    /** Kafka cannot be reached. */
    NO_KAFKA(3),
    /** Data is missing or is not what it should be. */
    BAD_DATA(4),
    /** A model is missing or must not serve. */
    NO_MODEL(5);

    private final int value;

    ExitCode(int value) {
        this.value = value;
    }

    public int value() {
        return value;
    }
}
