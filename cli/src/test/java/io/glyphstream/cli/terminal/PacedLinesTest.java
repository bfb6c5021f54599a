package io.glyphstream.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class PacedLinesTest {

    private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

    @Test
    void withoutAnIntervalEachLineIsPrinted() {
        var lines = new PacedLines(Duration.ZERO);
        lines.add("a", "a1");
        lines.add("a", "a2");

        assertThat(lines.due(START)).containsExactly("a1", "a2");
        assertThat(lines.due(START)).isEmpty();
    }

    @Test
    void withinAnIntervalOnlyTheNewestLineOfEachKeyIsPrinted() {
        var lines = new PacedLines(Duration.ofSeconds(10));
        lines.add("a", "a1");
        assertThat(lines.due(START)).containsExactly("a1");

        lines.add("a", "a2");
        lines.add("b", "b1");
        lines.add("a", "a3");

        assertThat(lines.due(START.plusSeconds(9))).isEmpty();
        assertThat(lines.due(START.plusSeconds(10))).containsExactly("a3", "b1");
        assertThat(lines.due(START.plusSeconds(30))).isEmpty();
    }

    @Test
    void whatIsLeftAtTheEndIsPrinted() {
        var lines = new PacedLines(Duration.ofSeconds(10));
        lines.add("a", "a1");
        assertThat(lines.due(START)).containsExactly("a1");
        lines.add("a", "a2");

        assertThat(lines.rest()).containsExactly("a2");
    }
}
