package io.glyphstream.console.pages;

import io.glyphstream.console.stream.AnswerFilter;
import io.glyphstream.schemas.Images;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The query of a request for answers: {@code show} (any, wrong, disagreeing), {@code below}, {@code class}, {@code truth},
 * {@code answer}, {@code version}.
 */
record AnswerQuery(Map<String, String> values) {

    /** Takes what stands behind the question mark. */
    AnswerQuery {
        values = Map.copyOf(values);
    }

    /** Returns the query of a request; of a name that comes more than once, the first value counts. */
    static AnswerQuery of(Map<String, List<String>> parameters) {
        var values = new HashMap<String, String>();
        parameters.forEach((name, given) -> values.put(name, given.get(0)));
        return new AnswerQuery(values);
    }

    /** Returns whether the topic is to be searched, and not what is kept. */
    boolean isAboutTopic() {
        return text("search").filter("topic"::equals).isPresent();
    }

    /** @throws IllegalArgumentException when a value is none that can be; the message names it */
    AnswerFilter filter() {
        return new AnswerFilter(kind(), below(), label("class"), label("truth"), label("answer"), text("version"));
    }

    /** Returns a whole number. */
    long number(String name, long least, long most, long otherwise) {
        var text = text(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(text.get());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException none) {
            // Said below.
        }
        throw new IllegalArgumentException(
                name + " must be a whole number within [" + least + ", " + most + "] but was " + text.get());
    }

    private AnswerFilter.Kind kind() {
        var text = text("show").orElse("any");
        for (var kind : AnswerFilter.Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(text)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("show must be any, wrong or disagreeing but was " + text);
    }

    private OptionalDouble below() {
        var text = text("below");
        if (text.isEmpty()) {
            return OptionalDouble.empty();
        }
        try {
            double value = Double.parseDouble(text.get());
            if (value >= 0 && value <= 1) {
                return OptionalDouble.of(value);
            }
        } catch (NumberFormatException none) {
            // Said below.
        }
        throw new IllegalArgumentException("below must be a number within [0, 1] but was " + text.get());
    }

    private OptionalInt label(String name) {
        return text(name).isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of((int) number(name, 0, Images.MAX_CLASSES - 1, 0));
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).filter(text -> !text.isBlank());
    }
}
