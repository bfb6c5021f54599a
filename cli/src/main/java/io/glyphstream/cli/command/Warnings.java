package io.glyphstream.cli.command;

import java.util.List;

/** What a user should know of something that was done all the same. */
public final class Warnings {

    private Warnings() {}

    public static void print(Environment environment, List<String> warnings) {
        warnings.forEach(warning -> environment.err().println("warning: " + warning));
    }
}
