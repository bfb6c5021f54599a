package io.glyphstream.cli.command;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Constants as people type them: {@code if-better} is {@code IF_BETTER}. */
public final class Choice {

    private Choice() {}

    public static <E extends Enum<E>> E of(String option, String typed, Class<E> type) {
        for (E constant : type.getEnumConstants()) {
            if (text(constant).equals(typed.toLowerCase(Locale.ROOT).replace('_', '-'))) {
                return constant;
            }
        }
        List<String> all =
                Arrays.stream(type.getEnumConstants()).map(Choice::text).toList();
        throw Usage.mistake(option + " must be one of " + String.join(", ", all) + " but was " + typed
                + Suggestions.of(typed, all)
                        .map(near -> ". Did you mean " + near + "?")
                        .orElse(""));
    }

    public static String text(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
