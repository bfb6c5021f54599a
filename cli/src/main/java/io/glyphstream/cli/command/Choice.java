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
        throw mistake(
                option,
                typed,
                Arrays.stream(type.getEnumConstants()).map(Choice::text).toList());
    }

    /** Returns the one of the texts that was typed, in letters of either case. */
    public static String of(String option, String typed, List<String> texts) {
        String text = typed.toLowerCase(Locale.ROOT).replace('_', '-');
        if (!texts.contains(text)) {
            throw mistake(option, typed, texts);
        }
        return text;
    }

    private static CommandException mistake(String option, String typed, List<String> all) {
        return Usage.mistake(option + " must be one of " + String.join(", ", all) + " but was " + typed
                + Suggestions.of(typed, all)
                        .map(near -> ". Did you mean " + near + "?")
                        .orElse(""));
    }

    public static String text(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
