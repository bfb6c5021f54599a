package io.glyphstream.registry.topics;

import java.util.regex.Pattern;

/** How a model may be called: lower-case letters, digits, {@code . _ -}, at most 64 of them. */
public final class ModelNames {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    private ModelNames() {}

    public static boolean isName(String model) {
        return NAME.matcher(model).matches();
    }
}
