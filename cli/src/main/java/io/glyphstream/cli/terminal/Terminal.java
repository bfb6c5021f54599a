package io.glyphstream.cli.terminal;

import java.util.regex.Pattern;

/**
 * Which streams a person looks at, and how large the screen is.
 *
 * @param columns 0 when nobody knows
 * @param rows 0 when nobody knows
 */
public record Terminal(Stream out, Stream err, int columns, int rows) {

    /** What a stream ends in. */
    enum Stream {
        SCREEN,
        PIPE
    }

    public static final Terminal NONE = new Terminal(Stream.PIPE, Stream.PIPE, 0, 0);

    private static final Pattern SIZE = Pattern.compile("(\\d{1,4})x(\\d{1,4})");

    /** Returns what the launcher found out, such as {@code out,err,80x24}; Java itself cannot tell the streams apart. */
    public static Terminal parse(String text) {
        var terminal = NONE;
        for (String word : text.split(",", -1)) {
            terminal = terminal.with(word);
        }
        return terminal;
    }

    public boolean showsOutput() {
        return out == Stream.SCREEN;
    }

    public boolean showsMessages() {
        return err == Stream.SCREEN;
    }

    /** Returns whether a picture of this size can be redrawn in place on the output. */
    public boolean canShow(int neededColumns, int neededRows) {
        return showsOutput() && columns >= neededColumns && rows >= neededRows;
    }

    private Terminal with(String word) {
        if (word.equals("out")) {
            return new Terminal(Stream.SCREEN, err, columns, rows);
        }
        if (word.equals("err")) {
            return new Terminal(out, Stream.SCREEN, columns, rows);
        }
        var size = SIZE.matcher(word);
        if (size.matches()) {
            return new Terminal(out, err, Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2)));
        }
        return this;
    }
}
