package io.glyphstream.learning.service;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * One piece of work at a time on a thread of low priority, looked at from another. Work that Kafka did not let be done is done
 * again after a pause. For one thread that asks.
 */
final class Work implements AutoCloseable {

    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long PATIENCE_SECONDS = 10;

    private final ExecutorService thread;
    private @Nullable Callable<?> task;
    private @Nullable Future<?> future;
    private long againAt;
    private String trouble = "";

    /** What a piece of work came to. */
    record Result<T>(Optional<T> value, Optional<Throwable> failure) {}

    @SuppressWarnings("ThreadPriorityCheck") // Nothing depends on it: a trainer that shares a machine should yield.
    Work(String name) {
        thread = Executors.newSingleThreadExecutor(run -> {
            var made = new Thread(run, name);
            // The threads that it makes have its priority.
            made.setPriority(Thread.MIN_PRIORITY);
            made.setDaemon(true);
            return made;
        });
    }

    /** Begins. */
    void begin(Callable<?> work) {
        task = work;
        trouble = "";
        future = thread.submit(work);
    }

    /** Returns why the work is tried again, in words; empty if it is not. */
    String trouble() {
        return trouble;
    }

    /** Returns what the work came to, once it has ended. */
    <T> Optional<Result<T>> result(Class<T> type) {
        if (future == null && task != null && System.nanoTime() - againAt >= 0) {
            future = thread.submit(task);
        }
        if (future == null || !future.isDone()) {
            return Optional.empty();
        }
        try {
            var value = type.cast(future.get());
            return ended(new Result<>(Optional.of(value), Optional.empty()));
        } catch (ExecutionException failed) {
            var cause = failed.getCause() == null ? failed : failed.getCause();
            if (isPassing(cause)) {
                trouble = "Kafka: " + cause.getMessage();
                againAt = System.nanoTime() + PAUSE_NANOS;
                future = null;
                return Optional.empty();
            }
            return ended(new Result<>(Optional.empty(), Optional.of(cause)));
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }

    private <T> Optional<Result<T>> ended(Result<T> result) {
        task = null;
        future = null;
        return Optional.of(result);
    }

    /** A publication that fails leaves nothing behind and can be made again, whatever the broker refused it for. */
    private static boolean isPassing(Throwable cause) {
        return cause instanceof KafkaException;
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            var unused = thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
