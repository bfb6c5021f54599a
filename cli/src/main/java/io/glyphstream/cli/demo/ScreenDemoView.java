package io.glyphstream.cli.demo;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.glyphstream.cli.command.Texts;
import io.glyphstream.cli.terminal.HalfBlocks;
import io.glyphstream.cli.terminal.Output;
import io.glyphstream.cli.terminal.StyledLine;
import io.glyphstream.cli.terminal.StyledLine.Style;
import io.glyphstream.cli.terminal.TextTable;
import io.glyphstream.operations.Numbers;
import io.glyphstream.registry.References;
import io.glyphstream.schemas.ControlCharacters;
import io.glyphstream.schemas.ModelReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** A demo as a picture at the bottom of the screen that is redrawn several times a second; events scroll by above it. */
final class ScreenDemoView implements DemoView {

    static final int COLUMNS = 80;
    static final int ROWS = 24;

    private static final long NANOS_BETWEEN = TimeUnit.MILLISECONDS.toNanos(200);
    private static final int BAR = 30;
    private static final int NEWEST = 3;
    private static final int MISTAKES = 2;
    private static final int PICTURE = 14;

    private final Output out;
    private final long started = System.nanoTime();

    @GuardedBy("this")
    private List<StyledLine> picture = List.of();

    @GuardedBy("this")
    private long drawn;

    ScreenDemoView(Output out) {
        this.out = out;
    }

    @Override
    public synchronized void say(String what) {
        erase();
        out.println(Texts.event(Duration.ofNanos(System.nanoTime() - started), what));
        draw();
    }

    @Override
    public synchronized void show(DemoState state, DemoProgress progress) {
        if (System.nanoTime() - drawn < NANOS_BETWEEN) {
            return;
        }
        drawn = System.nanoTime();
        erase();
        picture = lines(state, progress);
        draw();
    }

    /** The last picture stays. */
    @Override
    public synchronized void close() {
        out.flush();
    }

    @GuardedBy("this")
    private void erase() {
        if (!picture.isEmpty()) {
            out.eraseLines(picture.size());
        }
    }

    @GuardedBy("this")
    private void draw() {
        picture.forEach(out::println);
        out.flush();
    }

    private static List<StyledLine> lines(DemoState state, DemoProgress progress) {
        var lines = new ArrayList<StyledLine>();
        lines.add(new StyledLine());
        lines.add(
                new StyledLine().add(Style.BOLD, shortened(bar(state, progress) + DemoText.answered(state, progress))));
        lines.add(cut(String.format(
                Locale.ROOT,
                "%s a second; half answered within %s ms, 99 %% within %s ms",
                Numbers.format(Math.round(progress.imagesPerSecond())),
                Numbers.format(state.latency().p50()),
                Numbers.format(state.latency().p99()))));
        lines.add(cut(progress.training()));
        lines.add(new StyledLine());
        versions(state).forEach(line -> lines.add(cut(line)));
        lines.add(new StyledLine());
        lines.addAll(pictures(state.shown()));
        return lines;
    }

    private static String bar(DemoState state, DemoProgress progress) {
        if (progress.total().isEmpty()) {
            return "";
        }
        long done = state.predictions() + state.deadLetters();
        int filled =
                (int) Math.min(BAR, BAR * done / Math.max(1, progress.total().getAsLong()));
        return "█".repeat(filled) + "░".repeat(BAR - filled) + " ";
    }

    /** A line that wraps would be two, and the next picture would be drawn in the wrong place. */
    private static StyledLine cut(String line) {
        return StyledLine.of(shortened(line));
    }

    private static String shortened(String line) {
        String shown = ControlCharacters.escape(line);
        return shown.length() < COLUMNS ? shown : shown.substring(0, COLUMNS - 1);
    }

    private static List<String> versions(DemoState state) {
        var table = new TextTable("MODEL", "", "SCORED", "RIGHT", "ACCURACY");
        ModelReference champion = state.champions().isEmpty()
                ? null
                : state.champions().get(state.champions().size() - 1).model();
        for (var entry : DemoText.versions(state)) {
            table.row(
                    References.text(entry.getKey()),
                    entry.getKey().equals(champion) ? "answers" : "",
                    Numbers.format(entry.getValue().seen()),
                    Numbers.format(entry.getValue().correct()),
                    DemoText.accuracy(entry.getValue()));
        }
        return table.lines();
    }

    /** The newest answers side by side, then the newest mistakes. */
    private static List<StyledLine> pictures(DemoState.Shown shown) {
        var columns = new ArrayList<List<StyledLine>>();
        shown.newest().stream().limit(NEWEST).map(ScreenDemoView::column).forEach(columns::add);
        shown.mistakes().stream().limit(MISTAKES).map(ScreenDemoView::column).forEach(columns::add);
        var lines = new ArrayList<StyledLine>();
        int height = columns.stream().mapToInt(List::size).max().orElse(0);
        for (int row = 0; row < height; row++) {
            var line = new StyledLine();
            for (List<StyledLine> column : columns) {
                line.add(row < column.size() ? column.get(row) : StyledLine.of(" ".repeat(PICTURE)))
                        .add("  ");
            }
            lines.add(line);
        }
        return lines;
    }

    private static List<StyledLine> column(DemoLedger.Answer answer) {
        String verdict = answer.isWrong()
                ? answer.label() + " wrong, " + answer.truth().orElse(-1)
                : answer.label() + (answer.truth().isPresent() ? " right" : "");
        var column = new ArrayList<StyledLine>();
        column.add(new StyledLine()
                .add(answer.isWrong() ? Style.RED : Style.GREEN, String.format(Locale.ROOT, "%-14s", verdict)));
        answer.picture()
                .filter(image -> image.columns() <= 2 * PICTURE + 1)
                .ifPresent(image -> column.addAll(HalfBlocks.thumbnail(image, HalfBlocks.Style.GRAY)));
        return column;
    }
}
