package io.glyphstream.cli.terminal;

import io.glyphstream.schemas.ControlCharacters;

/** A line with colors of our own, in which control characters of the text are escaped. */
public final class StyledLine {

    private static final String RESET = "\u001b[0m";

    private final StringBuilder line = new StringBuilder();
    private Style current = Style.PLAIN;

    /**
     * How text looks.
     *
     * @param code parameters of the terminal's command Select Graphic Rendition, such as {@code 1} for bold
     */
    public record Style(String code) {

        public static final Style PLAIN = new Style("0");
        public static final Style BOLD = new Style("1");
        public static final Style RED = new Style("31");
        public static final Style GREEN = new Style("32");

        public Style {
            if (!code.matches("[0-9;]+")) {
                throw new IllegalArgumentException("a style's code must be digits and ; but was " + code);
            }
        }

        /** Returns the colors of the 256-color palette for what is drawn and for what lies behind it. */
        static Style colors(int front, int back) {
            return new Style("38;5;" + front + ";48;5;" + back);
        }
    }

    public static StyledLine of(String text) {
        return new StyledLine().add(text);
    }

    public StyledLine add(String text) {
        return add(Style.PLAIN, text);
    }

    public StyledLine add(Style style, String text) {
        if (!style.equals(current)) {
            line.append("\u001b[").append(style.code()).append('m');
            current = style;
        }
        line.append(ControlCharacters.escape(text));
        return this;
    }

    public StyledLine add(StyledLine other) {
        line.append(current.equals(Style.PLAIN) ? "" : RESET).append(other.forTerminal());
        current = Style.PLAIN;
        return this;
    }

    /** Returns the line as it is sent to a terminal; what comes after it is plain again. */
    String forTerminal() {
        return current.equals(Style.PLAIN) ? line.toString() : line + RESET;
    }
}
