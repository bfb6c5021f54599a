package io.glyphstream.cli.command;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/*
 * Ctrl-C and SIGTERM reach Java as a shutdown: the process ends when its hooks do. So the hook asks the command to stop and waits until it
 * has, with its summary printed.
 */

/** The wish of the user that a command ends now. */
public final class Interruption {

    private static final long MOST_SECONDS_TO_STOP = 30;

    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private final List<Runnable> stops = new CopyOnWriteArrayList<>();

    /** One that comes from the operating system. */
    static Interruption ofThisProcess() {
        var interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::requestAndWait, "interruption"));
        return interruption;
    }

    /** Asks the command to stop. */
    public void request() {
        requested.countDown();
        stops.forEach(Runnable::run);
    }

    public boolean isRequested() {
        return requested.getCount() == 0;
    }

    /** Returns what {@code work} returns; {@code stop} is run on another thread when the user wants it to end before. */
    public <T> T stopping(Runnable stop, Supplier<T> work) {
        stops.add(stop);
        try {
            if (isRequested()) {
                stop.run();
            }
            return work.get();
        } finally {
            stops.remove(stop);
        }
    }

    /** Waits for the user. */
    public void await() throws InterruptedException {
        requested.await();
    }

    /** Waits for the user at most so long, and returns whether the command has to end. */
    public boolean await(long time, TimeUnit unit) throws InterruptedException {
        return requested.await(time, unit);
    }

    /** Tells that the command has ended and nothing more will be printed. */
    public void finish() {
        finished.countDown();
    }

    private void requestAndWait() {
        if (finished.getCount() == 0) {
            return;
        }
        request();
        try {
            if (!finished.await(MOST_SECONDS_TO_STOP, TimeUnit.SECONDS)) {
                // Other hooks may wait for what hangs here.
                Runtime.getRuntime().halt(ExitCode.FAILED.value());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
