package io.glyphstream.trainer;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Settings as names and texts, written and read the same way. Constants are spelled {@code by-distance}. */
final class SettingsText {

    private static final String NONE = "none";

    private final Map<String, String> texts = new LinkedHashMap<>();

    /** Settings with some of them replaced, to be read. */
    static SettingsText changed(Map<String, String> settings, Map<String, String> changes) {
        var text = new SettingsText();
        text.texts.putAll(settings);
        text.texts.putAll(changes);
        return text;
    }

    /** Refuses changes of settings that the outcome does not have, such as momentum where Adam is the optimizer. */
    static void requireKnown(Map<String, String> changes, Map<String, String> outcome) {
        for (var name : changes.keySet()) {
            if (!outcome.containsKey(name)) {
                throw new IllegalArgumentException("setting '" + name + "' has no meaning here; those that have: "
                        + String.join(", ", outcome.keySet()));
            }
        }
    }

    void put(String name, long value) {
        texts.put(name, Long.toString(value));
    }

    void put(String name, double value) {
        texts.put(name, value == Math.rint(value) && Math.abs(value) < 1e9 ? Long.toString((long) value) : "" + value);
    }

    void put(String name, String value) {
        texts.put(name, value);
    }

    void put(String name, Enum<?> value) {
        texts.put(name, spelled(value));
    }

    void put(String name, List<Integer> values) {
        texts.put(
                name,
                values.isEmpty() ? NONE : values.stream().map(String::valueOf).collect(Collectors.joining(",")));
    }

    Map<String, String> toMap() {
        return new LinkedHashMap<>(texts);
    }

    String text(String name) {
        @Nullable String value = texts.get(name);
        if (value == null) {
            throw new IllegalArgumentException("setting '" + name + "' is missing");
        }
        return value.strip();
    }

    int integer(String name) {
        return integer(name, text(name));
    }

    OptionalInt integerOr(String name, String word) {
        return text(name).equals(word) ? OptionalInt.empty() : OptionalInt.of(integer(name));
    }

    long number(String name) {
        try {
            return Long.parseLong(text(name));
        } catch (NumberFormatException e) {
            throw unreadable(name, "a whole number", text(name), e);
        }
    }

    double decimal(String name) {
        try {
            return Double.parseDouble(text(name));
        } catch (NumberFormatException e) {
            throw unreadable(name, "a number", text(name), e);
        }
    }

    /** Returns a setting, or a stand-in where the settings before the change had none. */
    double decimal(String name, double standIn) {
        return texts.containsKey(name) ? decimal(name) : standIn;
    }

    int integer(String name, int standIn) {
        return texts.containsKey(name) ? integer(name) : standIn;
    }

    List<Integer> integers(String name) {
        if (text(name).equals(NONE)) {
            return List.of();
        }
        return Arrays.stream(text(name).split(",", -1))
                .map(part -> integer(name, part.strip()))
                .toList();
    }

    <E extends Enum<E>> E constant(String name, Class<E> type) {
        for (var constant : type.getEnumConstants()) {
            if (spelled(constant).equals(text(name).toLowerCase(Locale.ROOT))) {
                return constant;
            }
        }
        var choices = Arrays.stream(type.getEnumConstants())
                .map(SettingsText::spelled)
                .collect(Collectors.joining(", "));
        throw new IllegalArgumentException(name + " must be one of " + choices + " but was '" + text(name) + "'");
    }

    private static int integer(String name, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw unreadable(name, "a whole number", value, e);
        }
    }

    private static String spelled(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static IllegalArgumentException unreadable(String name, String what, String value, Exception cause) {
        return new IllegalArgumentException(name + " must be " + what + " but was '" + value + "'", cause);
    }
}
