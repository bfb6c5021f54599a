package io.glyphstream.cli;

import java.util.function.Supplier;

/** What the user typed, turned into values that have rules of their own. */
final class Usage {

    private Usage() {}

    /** Returns the value, or tells the user which rule what was typed has broken. */
    static <T> T check(Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException broken) {
            throw mistake(String.valueOf(broken.getMessage()));
        }
    }

    static CommandException mistake(String what) {
        return new CommandException(ExitCode.USAGE, what, "See --help.");
    }
}
