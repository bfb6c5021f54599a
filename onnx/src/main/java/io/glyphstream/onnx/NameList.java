package io.glyphstream.onnx;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Names of classes in one text, as programs write them: a dictionary by number, {@code {0: 'cat', 1: 'dog'}}, or a list,
 * {@code ["cat", "dog"]}, both of Python or JSON; or names alone, divided by line ends or commas.
 */
final class NameList {

    /** The longest text that is read, in characters. */
    static final int MOST_CHARACTERS = 1 << 17;

    private static final int MOST_NAMES = 1 << 12;
    private static final String ENDED = "\0";
    private static final Map<Character, Character> ESCAPES =
            Map.of('n', '\n', 't', '\t', 'r', '\r', 'b', '\b', 'f', '\f', '\\', '\\', '\'', '\'', '"', '"', '/', '/');
    /** How many hexadecimal digits follow the letter of an escape. */
    private static final Map<Character, Integer> CODES = Map.of('x', 2, 'u', 4, 'U', 8);

    private final String text;
    private int at;

    NameList(String text) {
        this.text = text.strip();
    }

    /**
     * Returns the names in order of the classes.
     *
     * @throws IllegalArgumentException if the text is none of the forms, or too long
     */
    List<String> read() {
        if (text.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException(
                    "a text must have at most " + MOST_CHARACTERS + " characters but has " + text.length());
        }
        List<String> names = switch (text.isEmpty() ? ' ' : text.charAt(0)) {
            case '{' -> dictionary();
            case '[' -> list("]");
            case '(' -> list(")");
            default -> plain();
        };
        for (String name : names) {
            if (!UTF_8.newEncoder().canEncode(name)) {
                throw new IllegalArgumentException("a name is no text in Unicode");
            }
        }
        return names;
    }

    private List<String> plain() {
        return Arrays.stream(text.split(text.contains("\n") ? "\n" : ",", MOST_NAMES + 1))
                .map(String::strip)
                .toList();
    }

    private List<String> list(String end) {
        at++;
        var names = new ArrayList<String>();
        while (!takes(end)) {
            names.add(quoted());
            next(names.size(), end);
        }
        requireEnd();
        return names;
    }

    private List<String> dictionary() {
        at++;
        var names = new TreeMap<Integer, String>();
        while (!takes("}")) {
            int label = label();
            require(":");
            if (names.put(label, quoted()) != null) {
                throw new IllegalArgumentException("class " + label + " has two names");
            }
            next(names.size(), "}");
        }
        requireEnd();
        if (!names.isEmpty() && names.lastKey() != names.size() - 1) {
            throw new IllegalArgumentException(
                    "there are " + names.size() + ", but one of them for class " + names.lastKey());
        }
        return new ArrayList<>(names.values());
    }

    /** Goes on behind a name: to the next one, or to the end. */
    private void next(int count, String end) {
        if (count > MOST_NAMES) {
            throw new IllegalArgumentException("there are more than " + MOST_NAMES);
        }
        if (!takes(",") && !peek().equals(end)) {
            throw unexpected("',' or '" + end + "'");
        }
    }

    private int label() {
        String quote = peek();
        boolean isQuoted = takes("'") || takes("\"");
        int from = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == from || at - from > 4) {
            at = from;
            throw unexpected("the number of a class");
        }
        int label = Integer.parseInt(text.substring(from, at));
        if (isQuoted) {
            require(quote);
        }
        return label;
    }

    private String quoted() {
        String quote = peek();
        if (!takes("'") && !takes("\"")) {
            throw unexpected("a name in quotes");
        }
        var name = new StringBuilder();
        while (at < text.length()) {
            char letter = text.charAt(at++);
            if (letter == quote.charAt(0)) {
                return name.toString();
            }
            if (letter == '\\') {
                escape(name);
            } else {
                name.append(letter);
            }
        }
        throw unexpected("the end of a name");
    }

    private void escape(StringBuilder name) {
        char letter = at < text.length() ? text.charAt(at) : ' ';
        int digits = CODES.getOrDefault(letter, 0);
        if (digits > 0 && at + digits < text.length()) {
            String code = text.substring(at + 1, at + 1 + digits);
            if (code.matches("\\p{XDigit}+") && Character.isValidCodePoint(Integer.parseUnsignedInt(code, 16))) {
                name.appendCodePoint(Integer.parseUnsignedInt(code, 16));
                at += 1 + digits;
                return;
            }
        }
        Character meant = ESCAPES.get(letter);
        if (meant == null) {
            throw unexpected("an escape of Python or JSON");
        }
        name.append(meant.charValue());
        at++;
    }

    /** Returns the next character that is no space, as a text. */
    private String peek() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < text.length() ? text.substring(at, at + 1) : ENDED;
    }

    private boolean takes(String letter) {
        if (!peek().equals(letter)) {
            return false;
        }
        at++;
        return true;
    }

    private void require(String letter) {
        if (!takes(letter)) {
            throw unexpected("'" + letter + "'");
        }
    }

    private void requireEnd() {
        if (!peek().equals(ENDED)) {
            throw unexpected("the end");
        }
    }

    private IllegalArgumentException unexpected(String wanted) {
        return new IllegalArgumentException("at character " + (at + 1) + " there must be " + wanted);
    }

    /** Returns names as a dictionary by number. */
    static String write(List<String> names) {
        return IntStream.range(0, names.size())
                .mapToObj(label -> "\"" + label + "\": \"" + escaped(names.get(label)) + "\"")
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String escaped(String name) {
        return name.chars()
                .mapToObj(letter -> {
                    if (letter == '"' || letter == '\\') {
                        return "\\" + (char) letter;
                    }
                    return letter < ' ' ? String.format("\\u%04x", letter) : String.valueOf((char) letter);
                })
                .collect(Collectors.joining());
    }
}
