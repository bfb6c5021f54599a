package io.glyphstream.cli.terminal;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.glyphstream.datasets.catalog.ProgressListener;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar on standard error that shows how far long work is, and is gone when the work is done. Silent without a terminal. */
public final class ProgressDisplay implements ProgressListener, AutoCloseable {

    private static final int USUAL_COLUMNS = 80;
    private static final int MILLIS_BETWEEN_UPDATES = 150;

    private final Output err;
    private final Terminal terminal;

    @GuardedBy("this")
    private String what = "";

    @GuardedBy("this")
    private @Nullable ProgressBar bar;

    public ProgressDisplay(Output err, Terminal terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    /** Shows how much of a file was downloaded. */
    @Override
    public void progress(String work, long done, long total) {
        show(work, done, total, "", Unit.MEGABYTE);
    }

    /** Shows that so much is done. */
    public void show(String work, long done, long total) {
        show(work, done, total, "");
    }

    /** Shows that so much is done, and a remark behind the bar. */
    public void show(String work, long done, long total, String remark) {
        show(work, done, total, remark, Unit.ONE);
    }

    private synchronized void show(String work, long done, long total, String remark, Unit unit) {
        if (!terminal.showsMessages()) {
            return;
        }
        if (bar == null || !work.equals(what)) {
            clear();
            what = work;
            bar = open(work, total, unit);
        }
        bar.maxHint(total).stepTo(done).setExtraMessage(remark);
    }

    @Override
    public void close() {
        clear();
    }

    /** Removes the bar, until there is progress again. */
    public synchronized void clear() {
        if (bar != null) {
            bar.close();
            bar = null;
            err.replaceLine("");
        }
    }

    private ProgressBar open(String work, long total, Unit unit) {
        int columns = terminal.columns() > 0 ? terminal.columns() : USUAL_COLUMNS;
        return new ProgressBarBuilder()
                .setTaskName(work)
                .setInitialMax(total)
                .setUpdateIntervalMillis(MILLIS_BETWEEN_UPDATES)
                .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                .setConsumer(new DelegatingProgressBarConsumer(this::draw, columns - 1))
                .setUnit(unit.text, unit.size)
                .build();
    }

    private void draw(String line) {
        err.replaceLine(line);
    }

    /** In what progress is counted. */
    private enum Unit {
        ONE("", 1),
        MEGABYTE(" MB", 1 << 20);

        private final String text;
        private final long size;

        Unit(String text, long size) {
            this.text = text;
            this.size = size;
        }
    }
}
