package io.glyphstream.cli.command;

import io.glyphstream.operations.ModelNames;
import io.glyphstream.registry.publishing.ModelCatalog;
import io.glyphstream.schemas.ModelManifest;
import java.util.function.Supplier;

/** What the user typed, turned into values that have rules of their own. */
public final class Usage {

    private Usage() {}

    /** Returns the value, or tells the user which rule what was typed has broken. */
    public static <T> T check(Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException broken) {
            throw mistake(String.valueOf(broken.getMessage()));
        }
    }

    /** Does the same for a value whose parts are named as the options are: {@code level} is {@code --level}. */
    public static <T> T checkOptions(Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException broken) {
            throw mistake("--" + broken.getMessage());
        }
    }

    /** Returns the published version that the user means: {@code mlp@3}, or {@code mlp} for its newest. */
    public static ModelManifest model(ModelCatalog catalog, String typed) {
        return check(() -> ModelNames.find(catalog, typed));
    }

    public static CommandException mistake(String what) {
        return new CommandException(ExitCode.USAGE, what, "See --help.");
    }
}
