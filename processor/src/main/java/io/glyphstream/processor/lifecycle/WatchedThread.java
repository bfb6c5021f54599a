package io.glyphstream.processor.lifecycle;

import java.util.function.Consumer;

/** Makes threads whose end by an exception or error is reported. */
public final class WatchedThread {
    private WatchedThread() {}

    /**
     * Returns a daemon thread that is not started.
     *
     * @param died is told, on that thread, what the task threw
     */
    public static Thread daemon(String name, Runnable task, Consumer<Throwable> died) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((dead, failure) -> died.accept(failure));
        return thread;
    }
}
