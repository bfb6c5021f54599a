package io.glyphstream.cli.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;

/**
 * Says that Java's memory is full where there is not even memory to say so: all that it needs is made while there is some.
 * The message is the one of {@code Failures}.
 */
public final class FullMemory {
    /** What to do about it. */
    public static final String ADVICE =
            "Give Java more memory: GLYPHSTREAM_JAVA_OPTS=-Xmx4g. Or give the command less to do.";

    private static final byte[] MESSAGE =
            ("glyphstream: " + message() + System.lineSeparator() + ADVICE + System.lineSeparator()).getBytes(UTF_8);

    private static final FileOutputStream ERR = new FileOutputStream(FileDescriptor.err);

    private FullMemory() {}

    /** Makes what is needed later. */
    public static void prepare() {
        // The class is set up by the call.
    }

    /** Returns what happened. */
    public static String message() {
        return "Java's memory of " + (Runtime.getRuntime().maxMemory() >> 20) + " MiB is full";
    }

    /** Says it on standard error, and takes no memory for it. */
    public static void say() {
        try {
            ERR.write(MESSAGE);
        } catch (IOException nobodyListens) {
            return;
        }
    }
}
