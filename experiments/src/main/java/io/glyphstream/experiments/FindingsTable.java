package io.glyphstream.experiments;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Findings as cells of text; columns that say nothing are left out.
 *
 * @param rows each with as many cells as the header
 */
public record FindingsTable(List<String> header, List<List<String>> rows) {

    private static final List<Column> COLUMNS = List.of(
            new Column("setting", Finding::setting),
            new Column(
                    "tested on",
                    row -> String.format(
                            Locale.ROOT,
                            "%,d %s",
                            row.score().all(),
                            row.score().of())),
            new Column("accuracy", row -> share(row.score().accuracy())),
            new Column(
                    "original's",
                    row -> row.original().accuracy().isPresent()
                            ? share(row.original().accuracy().getAsDouble())
                            : ""),
            new Column("difference", Finding::comparison),
            new Column("loss", row -> loss(row.loss())),
            new Column("original's loss", row -> loss(row.original().loss())),
            new Column(
                    "epochs",
                    row -> row.effort().epochs().isPresent()
                            ? String.valueOf(row.effort().epochs().getAsInt())
                            : ""),
            new Column("training", row -> text(row.effort().training())),
            new Column("prediction", row -> text(row.effort().prediction())),
            new Column(
                    "of one",
                    row -> text(row.effort().prediction().dividedBy(row.score().all()))),
            new Column(
                    "seed",
                    row -> row.effort().seed().isPresent()
                            ? String.valueOf(row.effort().seed().getAsLong())
                            : ""),
            new Column("remark", Finding::remark));

    public FindingsTable {
        header = List.copyOf(header);
        rows = List.copyOf(rows);
    }

    /** Returns the table of some rows. */
    public static FindingsTable of(List<Finding> findings) {
        List<Column> said = COLUMNS.stream()
                .filter(column -> findings.stream()
                        .anyMatch(row -> !column.cell().apply(row).isEmpty()))
                .toList();
        var rows = new ArrayList<List<String>>();
        for (Finding finding : findings) {
            rows.add(said.stream().map(column -> column.cell().apply(finding)).toList());
        }
        return new FindingsTable(said.stream().map(Column::name).toList(), rows);
    }

    private static String share(double share) {
        return String.format(Locale.ROOT, "%.4f", share);
    }

    private static String loss(OptionalDouble loss) {
        if (loss.isEmpty()) {
            return "";
        }
        double value = loss.getAsDouble();
        return String.format(Locale.ROOT, value < 0.01 || value >= 1000 ? "%.3g" : "%.4f", value);
    }

    /** Returns the time with three digits and its unit. */
    static String text(Duration duration) {
        double micros = duration.toNanos() / 1e3;
        if (micros < 1_000) {
            return rounded(micros) + " µs";
        }
        if (micros < 1_000_000) {
            return rounded(micros / 1e3) + " ms";
        }
        return rounded(micros / 1e6) + " s";
    }

    private static String rounded(double value) {
        int decimals = value < 10 ? 2 : value < 100 ? 1 : 0;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /** What one column says of a row. */
    private record Column(String name, Function<Finding, String> cell) {}
}
