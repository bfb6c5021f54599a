package io.glyphstream.cli.command;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Runs each task on a daemon thread of its own.
 *
 * <p>A task that blocks must not run in the common pool. From JDK 25 on, asynchronous tasks go there however few
 * processors there are; with two processors that pool has one thread, and every other task waits for it.
 */
public enum ThreadPerTask implements Executor {
    INSTANCE;

    /** Starts a task that returns a value, and returns the value's future. */
    public static <T> CompletableFuture<T> start(Supplier<T> task) {
        return CompletableFuture.supplyAsync(task, INSTANCE);
    }

    @Override
    public void execute(Runnable task) {
        var thread = new Thread(task, "background-task");
        thread.setDaemon(true);
        thread.start();
    }
}
