package io.glyphstream.cli.demo;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.glyphstream.cli.command.Texts;
import io.glyphstream.cli.terminal.Output;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A demo as lines of text: every event, and now and then how things stand. */
final class PlainDemoView implements DemoView {

    private static final long NANOS_BETWEEN = TimeUnit.SECONDS.toNanos(2);

    private final Output err;
    private final long started = System.nanoTime();

    @GuardedBy("this")
    private long shown = started;

    PlainDemoView(Output err) {
        this.err = err;
    }

    @Override
    public synchronized void say(String what) {
        err.println(Texts.event(Duration.ofNanos(System.nanoTime() - started), what));
    }

    @Override
    public synchronized void show(DemoState state, DemoProgress progress) {
        if (System.nanoTime() - shown < NANOS_BETWEEN) {
            return;
        }
        shown = System.nanoTime();
        say(DemoText.line(state, progress));
    }

    @Override
    public void close() {}
}
