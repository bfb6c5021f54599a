package io.glyphstream.cli;

import java.util.List;

/** What a user should know of something that was done all the same. */
final class Warnings {

    private Warnings() {}

    static void print(Environment environment, List<String> warnings) {
        warnings.forEach(warning -> environment.err().println("warning: " + warning));
    }
}
