package io.glyphstream.cli.terminal;

import io.glyphstream.schemas.ControlCharacters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows of text in aligned columns; numbers stand to the right. Control characters in cells are escaped. */
public final class TextTable {

    private final List<List<String>> rows = new ArrayList<>();

    public TextTable(String... header) {
        rows.add(escaped(header));
    }

    public TextTable row(String... cells) {
        if (cells.length != rows.get(0).size()) {
            throw new IllegalArgumentException(
                    "a row must have " + rows.get(0).size() + " cells but had " + cells.length);
        }
        rows.add(escaped(cells));
        return this;
    }

    /** Returns the table's lines, the header first. */
    public List<String> lines() {
        int columns = rows.get(0).size();
        var widths = new int[columns];
        var numeric = new boolean[columns];
        for (int column = 0; column < columns; column++) {
            int here = column;
            widths[column] = rows.stream()
                    .mapToInt(row -> ControlCharacters.columns(row.get(here)))
                    .max()
                    .orElse(0);
            numeric[column] = rows.size() > 1
                    && rows.stream().skip(1).allMatch(row -> row.get(here).matches("[-\\d.,]+ ?%?|"));
        }
        var lines = new ArrayList<String>();
        for (List<String> row : rows) {
            var line = new StringBuilder();
            for (int column = 0; column < columns; column++) {
                String padding = " ".repeat(widths[column] - ControlCharacters.columns(row.get(column)));
                line.append(column == 0 ? "" : "  ")
                        .append(numeric[column] ? padding + row.get(column) : row.get(column) + padding);
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private static List<String> escaped(String... cells) {
        return Arrays.stream(cells).map(ControlCharacters::escape).toList();
    }
}
