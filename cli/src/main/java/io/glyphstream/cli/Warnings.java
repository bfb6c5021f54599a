package io.glyphstream.cli;

import java.util.List;

/** What a user should know of something that was done all the same. */
final class Warnings {

    private Warnings() {}

    static void print(Surroundings surroundings, List<String> warnings) {
        warnings.forEach(warning -> surroundings.err().println("warning: " + warning));
    }
}
