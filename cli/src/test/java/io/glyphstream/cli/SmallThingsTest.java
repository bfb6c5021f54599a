package io.glyphstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.cli.command.Suggestions;
import io.glyphstream.cli.terminal.Terminal;
import io.glyphstream.cli.terminal.TextTable;
import io.glyphstream.operations.Numbers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SmallThingsTest {

    @ParameterizedTest
    @CsvSource({"'', '', 0", "topics, topics, 0", "tpoics, topics, 1", "topcs, topics, 1", "abc, xyz, 3"})
    void distanceCountsInsertionsDeletionsReplacementsAndSwaps(String from, String to, int distance) {
        assertThat(Suggestions.distance(from, to)).isEqualTo(distance);
        assertThat(Suggestions.distance(to, from)).isEqualTo(distance);
    }

    @Test
    void nothingIsSuggestedWhereNothingIsNear() {
        assertThat(Suggestions.of("xylophone", List.of("topics", "models"))).isEmpty();
    }

    @Test
    void aTableAlignsTextToTheLeftAndNumbersToTheRight() {
        var table = new TextTable("NAME", "COUNT").row("a", "7").row("longer", "1,234");

        assertThat(table.lines()).containsExactly("NAME    COUNT", "a           7", "longer  1,234");
    }

    @Test
    void aTerminalIsWhatTheLauncherFoundOut() {
        var terminal = Terminal.parse(",out,120x40");

        assertThat(terminal.showsOutput()).isTrue();
        assertThat(terminal.showsMessages()).isFalse();
        assertThat(terminal.canShow(120, 40)).isTrue();
        assertThat(terminal.canShow(121, 40)).isFalse();
        assertThat(Terminal.parse("")).isEqualTo(Terminal.NONE);
    }

    @Test
    void countsReadAsPeopleSayThem() {
        assertThat(Numbers.count(1, "copy")).isEqualTo("1 copy");
        assertThat(Numbers.count(2, "copy")).isEqualTo("2 copies");
        assertThat(Numbers.count(12_000, "image")).isEqualTo("12,000 images");
    }
}
