package io.glyphstream.cli.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.cli.terminal.StyledLine.Style;
import io.glyphstream.datasets.drawing.DigitPainter;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a terminal gets: our own styles and cursor movements, and nobody else's. */
final class OutputTest {

    private static final String HOSTILE = "\u001b]0;owned\u0007x\nverified\u009b2J\u202e";
    private static final String SHOWN = "\\u001b]0;owned\\u0007x\\nverified\\u009b2J\\u202e";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Output output = new Output(bytes);

    @Test
    void aLineIsOneLineWhateverItHolds() {
        output.println(HOSTILE);

        assertThat(printed()).isEqualTo(SHOWN + "\n");
    }

    @Test
    void aFormatsOwnLineBreaksStayAndItsArgumentsAreEscaped() {
        var noon = Instant.parse("2026-01-31T12:00:00Z").atZone(ZoneOffset.UTC);

        output.printf(Locale.ROOT, "%tT %s, %d%n", noon, HOSTILE, 3);

        assertThat(printed()).isEqualTo("12:00:00 " + SHOWN + ", 3\n");
    }

    @Test
    void tablesCountTheColumnsOfWhatIsShown() {
        output.print(new TextTable("NAME", "SIZE").row(HOSTILE, "1").row("数", "22"));

        assertThat(printed().lines())
                .containsExactly(
                        "NAME" + " ".repeat(SHOWN.length() - 4) + "  SIZE",
                        SHOWN + "     1",
                        "数" + " ".repeat(SHOWN.length() - 2) + "    22");
    }

    @Test
    void stylesReachTheTerminalAndWhatIsInThemIsEscaped() {
        output.println(new StyledLine().add(Style.BOLD, HOSTILE).add(" plain"));

        assertThat(printed()).isEqualTo("\u001b[1m" + SHOWN + "\u001b[0m plain\n");
    }

    @Test
    void joinedLinesKeepTheirStylesApart() {
        output.println(new StyledLine()
                .add(new StyledLine().add(Style.RED, "a"))
                .add(" ")
                .add(new StyledLine().add(Style.GREEN, "b")));

        assertThat(printed()).isEqualTo("\u001b[31ma\u001b[0m \u001b[32mb\u001b[0m\n");
    }

    @Test
    void thePicturesOfATerminalAreDrawnInItsGrays() {
        HalfBlocks.lines(DigitPainter.draw(1, 7).image(0), HalfBlocks.Style.GRAY)
                .forEach(output::println);

        assertThat(printed().lines())
                .hasSize(14)
                .allMatch(line -> line.matches("(\u001b\\[38;5;\\d+;48;5;\\d+m▀+)+\u001b\\[0m"));
    }

    @Test
    void aProgressLineIsReplacedInPlace() {
        output.replaceLine("reading " + HOSTILE);

        assertThat(printed()).isEqualTo("\rreading " + SHOWN + "\u001b[K");
    }

    @Test
    void progressBarsShowHostileNamesAsText() {
        try (var display = new ProgressDisplay(output, Terminal.parse("err,120x40"))) {
            display.show(HOSTILE, 1, 10, "");
        }

        assertThat(printed().replace("\u001b[K", "").replace("\r", ""))
                .contains("x\\nverified")
                .doesNotContainPattern("\\p{Cntrl}");
    }

    @Test
    void helpKeepsItsLinesAndStyles() {
        var help = output.help();
        help.println("Usage: \u001b[1mglyphstream\u001b[0m");
        help.println("Default: \u001b]0;owned\u0007");
        help.flush();

        assertThat(printed()).isEqualTo("Usage: \u001b[1mglyphstream\u001b[0m\nDefault: \\u001b]0;owned\\u0007\n");
    }

    @Test
    void jsonIsTheSameTextWithoutACharacterThatATerminalObeys() throws Exception {
        var facts = new HashMap<String, Object>(Map.of("reason", HOSTILE + "\u2028\"\\"));
        output.println(Json.line(facts));
        output.lines(Json.pretty(facts));

        assertThat(printed()).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\n]]");
        var mapper = new com.fasterxml.jackson.databind.ObjectMapper();
        try (var values = mapper.readerFor(Map.class).<Map<String, Object>>readValues(printed())) {
            assertThat(values.readAll()).isEqualTo(List.of(facts, facts));
        }
    }

    private String printed() {
        return bytes.toString(UTF_8).replace(System.lineSeparator(), "\n");
    }
}
