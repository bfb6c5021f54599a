package io.glyphstream.schemas;

/*
 * Ids, keys, reasons and names come from topics and files, so anybody may have written them. A terminal obeys control characters in them:
 * they set its title, hide text or forge lines. Format characters turn the direction of text around or are not seen at all.
 */

/** Characters that a terminal obeys or hides instead of showing them. */
public final class ControlCharacters {

    private ControlCharacters() {}

    /**
     * Returns the text with every such character in the form that Java and JSON use: <code>&#92;n</code>, <code>&#92;u001b</code>.
     * A text of JSON stays the same JSON.
     */
    public static String escape(String text) {
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            if (isObeyed(character)) {
                return escape(text, i);
            }
            i += Character.charCount(character);
        }
        return text;
    }

    /** Returns how many columns of a terminal the text takes; letters of East Asia and most pictures take two. */
    public static int columns(String text) {
        return text.codePoints().map(ControlCharacters::columns).sum();
    }

    private static String escape(String text, int first) {
        var escaped = new StringBuilder(text.length() + 16).append(text, 0, first);
        for (int i = first; i < text.length(); ) {
            int character = text.codePointAt(i);
            int next = i + Character.charCount(character);
            if (isObeyed(character)) {
                text.substring(i, next).chars().forEach(unit -> escaped.append(escape((char) unit)));
            } else {
                escaped.appendCodePoint(character);
            }
            i = next;
        }
        return escaped.toString();
    }

    /** Half of a pair of surrogates is no character at all. */
    private static boolean isObeyed(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }

    private static String escape(char unit) {
        return switch (unit) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> {
                String hex = Integer.toHexString(unit);
                yield "\\u" + "0".repeat(4 - hex.length()) + hex;
            }
        };
    }

    private static int columns(int character) {
        int type = Character.getType(character);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        boolean isFullWidth = character >= 0xff01 && character <= 0xff60;
        boolean isPicture = character >= 0x1f300 && character <= 0x1faff;
        return isFullWidth || isPicture || Character.isIdeographic(character) || isEastAsian(character) ? 2 : 1;
    }

    private static boolean isEastAsian(int character) {
        boolean isHalfWidth = character >= 0xff61 && character <= 0xffdc;
        return switch (Character.UnicodeScript.of(character)) {
            case HIRAGANA, KATAKANA, HANGUL -> !isHalfWidth;
            default -> false;
        };
    }
}
