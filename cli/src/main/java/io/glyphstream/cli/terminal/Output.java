package io.glyphstream.cli.terminal;

import io.glyphstream.schemas.ControlCharacters;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.temporal.TemporalAccessor;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/*
 * A line may hold what somebody has written to a topic. So this class has no way to print a text with line breaks or control characters
 * in it: a line is a line, whatever it holds. What moves the cursor or sets a color is a method or a type of its own.
 */

/** Standard output or standard error for people: the one place that text passes, where control characters are escaped. */
public final class Output {

    private static final Pattern STYLE = Pattern.compile("\u001b\\[[0-9;]*m");

    private final PrintStream stream;

    /** UTF-8 whatever the locale says: Docker's is POSIX while the terminal in front of it is not. */
    public Output(OutputStream stream) {
        this.stream = new PrintStream(stream, true, StandardCharsets.UTF_8);
    }

    public static Output ofThisProcess(FileDescriptor descriptor) {
        return new Output(new FileOutputStream(descriptor));
    }

    /** Prints an empty line. */
    public void println() {
        stream.println();
    }

    /** Prints one line; line breaks in it are escaped, too. */
    public void println(String line) {
        stream.println(ControlCharacters.escape(line));
    }

    public void println(StyledLine line) {
        stream.println(line.forTerminal());
    }

    /** Prints each as one line. */
    public void lines(List<String> lines) {
        lines.forEach(this::println);
    }

    public void print(TextTable table) {
        lines(table.lines());
    }

    /** Prints what {@link String#format} gives; arguments are escaped, the format's own line breaks are not. */
    public void printf(Locale locale, String format, Object... arguments) {
        Object[] escaped = Arrays.stream(arguments).map(Output::escaped).toArray();
        stream.print(String.format(locale, format, escaped));
        stream.flush();
    }

    public void printf(String format, Object... arguments) {
        printf(Locale.ROOT, format, arguments);
    }

    /** Puts the line in the place of the one where the cursor is, which a line break has not ended yet. */
    void replaceLine(String line) {
        stream.print("\r" + ControlCharacters.escape(line) + "\u001b[K");
        stream.flush();
    }

    /** Removes so many lines above the cursor, which is at the beginning of a line. */
    public void eraseLines(int count) {
        stream.print("\u001b[" + count + "A\r\u001b[J");
    }

    /** Returns a writer for the help, which has styles and lines of its own and quotes nobody but the user. */
    public PrintWriter help() {
        return new PrintWriter(
                new StringWriter() {
                    @Override
                    public void flush() {
                        printHelp(toString());
                        getBuffer().setLength(0);
                    }
                },
                true);
    }

    public void flush() {
        stream.flush();
    }

    /** Returns whether nobody reads any more. */
    public boolean checkError() {
        return stream.checkError();
    }

    private void printHelp(String text) {
        var styles = STYLE.matcher(text);
        int from = 0;
        while (styles.find()) {
            printLines(text.substring(from, styles.start()));
            stream.print(styles.group());
            from = styles.end();
        }
        printLines(text.substring(from));
        stream.flush();
    }

    private void printLines(String text) {
        String[] lines = text.split("\\R", -1);
        for (int i = 0; i < lines.length; i++) {
            stream.print((i == 0 ? "" : System.lineSeparator()) + ControlCharacters.escape(lines[i]));
        }
    }

    /** Numbers and times are formatted by what they are. */
    private static Object escaped(Object argument) {
        return argument instanceof Number || argument instanceof TemporalAccessor
                ? argument
                : ControlCharacters.escape(argument.toString());
    }
}
